"""The web pages: HTML shells, one style sheet and ES modules as they stand here, no build step.

`pages.py` says which pages there are. To add one: a row of `PAGES`, its main part in `shells/`, its module in
`static/`, its words in `texts.tsv` (Chinese and English). Modules build elements with `h()` of `static/ui.js`, which
only ever sets text, and get everything from the JSON API through `static/api.js`. The server cuts spans of reports.
"""
