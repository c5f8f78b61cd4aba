-- wrk asks the paths of the file in turn, and tells what came of it in one line
local requests, at = {}, 0

function init(args)
  wrk.headers["Accept"] = "application/sparql-results+json"
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("TOLD %d %d %d %d\n", summary.requests, summary.duration, failed, latency:percentile(95)))
end
