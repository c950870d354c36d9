-- wrk: sends the prepared events in order, counts what was not answered 202, and prints one line of JSON.
local events = {}
local position = 0

function init(args)
  for line in io.lines(args[1]) do
    events[#events + 1] = line
  end
end

function request()
  position = position + 1
  local line = events[position]
  if line == nil then
    wrk.thread:stop()
    line = events[#events]
  end
  local tab = string.find(line, "\t", 1, true)
  return wrk.format("POST", "/hooks/load",
    { ["Content-Type"] = "application/json", ["X-Signature"] = string.sub(line, 1, tab - 1) }, string.sub(line, tab + 1))
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{"requests":%d,"perSecond":%.0f,"p50ms":%.1f,"p95ms":%.1f,"p99ms":%.1f,"maxMs":%.1f,"not2xx":%d,"socketErrors":%d,"timeouts":%d}\n',
    summary.requests, summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000, e.status, e.connect + e.read + e.write, e.timeout))
end
