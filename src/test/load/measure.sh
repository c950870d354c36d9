#!/usr/bin/env bash
# Measures the hook (TRUST G1, G2), the road to the action (G6) and the start (G11) of target/serai.jar on embedded PostgreSQL, all stages running.
# The action of each event is carried out, at an endpoint that answers at once. Needs wrk and a built jar (mvn -DskipTests package). Usage: src/test/load/measure.sh [SECONDS_A_RUN] [JAVA_OPTIONS]
set -euo pipefail
cd "$(dirname "$0")/../../.."
seconds=${1:-15}
options=${2:--Xmx512m -XX:TieredStopAtLevel=1}
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 2; }
here=src/test/load
home=$(mktemp -d)
port=$(( 20000 + RANDOM % 10000 )); operations=$(( port + 1 ))
url=http://127.0.0.1:$port
hub=
endpoint=
finish() { for process in $hub $endpoint; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done; rm -rf "$home"; }
trap finish EXIT
mkdir -p "$home/connector-configs" "$home/knowledge"
cp $here/load.yaml "$home/connector-configs/"
cp src/test/resources/crash/request-queue-long.md "$home/knowledge/"
export SERAI_HOME=$home SERAI_PORT=$port SERAI_ADMIN_PASSWORD=measure-the-hub SERAI_LOAD_SECRET=load-secret
export SERAI_OPERATIONS_URL=http://127.0.0.1:$operations SERAI_OPERATIONS_TOKEN=token

start() {
  local from=$(date +%s%N)
  java $options -jar target/serai.jar --serai.remediation.limit-per-minute=100000 --serai.decision.overrides=file:$here/overrides.yaml >>"$home/hub.log" 2>&1 &
  hub=$!
  until curl -sf -o /dev/null $url/actuator/health/readiness; do
    kill -0 $hub 2>/dev/null || { tail -30 "$home/hub.log" >&2; exit 1; }
    sleep 0.1
  done
  echo "{\"run\":\"$1\",\"readyMs\":$(( ($(date +%s%N) - from) / 1000000 )),\"rssMiB\":$(rss)}"
}
rss() { awk '/VmRSS/ {print int($2 / 1024)}' /proc/$hub/status; }
ticks() { awk '{print $14 + $15}' /proc/$hub/stat; }
waiting() { curl -sf -u admin:$SERAI_ADMIN_PASSWORD $url/actuator/prometheus | awk '/^serai_work_backlog/ {n += $2} END {printf "%d", n}'; }
stored() { curl -sf -u admin:$SERAI_ADMIN_PASSWORD $url/actuator/prometheus | awk -v r="$1" '/^serai_events_received_total/ && $0 ~ "result=\"" r "\"" {n += $2} END {printf "%d", n}'; }

java -Xmx64m $here/Operations.java $operations "$home/calls.txt" & endpoint=$!

start "first start"
kill $hub; wait $hub || true
start "later start"

drain() { until [ "$(waiting)" = 0 ]; do sleep 1; done; }
run=0
for connections in 10 10 100 1000; do
  run=$((run + 1))
  java $here/Events.java "$home/events.txt" $(( seconds * 6000 )) $SERAI_LOAD_SECRET "r$run"
  fresh=$(stored new); before=$(ticks); began=$(date +%s%N)
  answer=$(wrk -t1 -c$connections -d${seconds}s --timeout 10s -s $here/hook.lua $url -- "$home/events.txt" | tail -1)
  cpu=$(( ($(ticks) - before) * 1000000000 / ($(date +%s%N) - began) ))
  behind=$(waiting)
  name="$connections connections"; [ $run = 1 ] && name="cold, 10 connections" && drain
  echo "{\"run\":\"$name\",\"hook\":$answer,\"newEvents\":$(( $(stored new) - fresh )),\"cpuPercent\":$cpu,\"waitingAtEnd\":$behind,\"rssMiB\":$(rss)}"
done
behind=$(waiting); acted=$(wc -l < "$home/calls.txt"); drain=$(date +%s)
drain
drained=$(( $(date +%s) - drain ))
echo "{\"run\":\"every event processed\",\"waiting\":$behind,\"drainedInS\":$drained,\"actionsMeanwhile\":$(( $(wc -l < "$home/calls.txt") - acted )),\"newEventsInAll\":$(stored new),\"operations\":$(curl -s http://127.0.0.1:$operations/counts),\"rssMiB\":$(rss)}"
dead=$(curl -sf -u admin:$SERAI_ADMIN_PASSWORD "$url/api/v1/dead-letters?size=1" | { grep -o '"id"' || true; } | wc -l)
echo "{\"run\":\"known pattern to action\",\"road\":$(java $here/KnownPattern.java $url "$home/calls.txt" $SERAI_LOAD_SECRET 200 10),\"deadLetters\":$dead}"
