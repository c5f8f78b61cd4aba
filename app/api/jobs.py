"""The jobs that workers do for the JSON API: `JOBS` gives each the name that `Pool.call` uses."""

from app.jobs import Job

JOBS: dict[str, Job] = {}
