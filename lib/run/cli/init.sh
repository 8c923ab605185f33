# Process 1 of a container, for start.mjs: passes signals on to the command given, reaps whoever lost its parent (Node does not), and
# ends with the status of the command. A shell's wait takes the children of all.
"$@" &
child=$!
trap 'kill -TERM "$child" 2>/dev/null' TERM INT HUP
while :; do
  wait "$child"
  status=$?
  kill -0 "$child" 2>/dev/null || exit "$status"
done
