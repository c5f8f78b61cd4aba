"""THE DOORS: the command `kg` and, later, the web. The only place that knows all other packages."""
