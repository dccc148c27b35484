"""Runs a command on a terminal of its own: answers what is asked, and prints what was shown.

usage: terminal.py '[["what is shown before", "what is typed then"], ...]' command ...
"""
import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios

SIZE = struct.pack("HHHH", 40, 200, 0, 0)

script, command = json.loads(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, SIZE)
    os.execvp(command[0], command)
shown, searched = "", 0
while True:
    readable, _, _ = select.select([terminal], [], [], 30)
    if not readable:
        print(shown, "\nNOTHING MORE WAS SHOWN", flush=True)
        os.kill(pid, 9)
        break
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    shown += piece.decode(errors="replace")
    if script and script[0][0] in shown[searched:]:
        searched = len(shown)
        os.write(terminal, script.pop(0)[1].encode())
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({"shown": shown, "code": status}))
