"""The W3C's SPARQL 1.1 tests, run through a real `kg serve --scratch`, beside pyoxigraph itself on the same tests."""
