"""One published generation → the JSON that pages and scripts get. Start reading at `app.views.view`.

A view is a plain function of a generation and arguments; nothing here knows of HTTP, so it may run in any process.
"""
