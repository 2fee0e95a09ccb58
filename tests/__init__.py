"""The tests, as one package, so that each conftest has a name of its own."""
