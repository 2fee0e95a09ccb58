"""How facts and catalogue change: rehearsed, published as versions, taken back, learnt from."""
