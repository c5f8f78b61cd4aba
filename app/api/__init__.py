"""The JSON API: routes, and the jobs that workers do for them."""
