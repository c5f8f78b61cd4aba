"""The JSON API: paths → views. A route reads the request, calls, and returns; the views stand in `app.views`."""
