"""The service, its store and what it is assembled from."""
