"""Names in what people write."""
