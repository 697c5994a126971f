"""Serves the pages, and does queued work in a process beside it (KLYNGE_WORKERS=false leaves that to `klynge worker`)."""

import argparse
import os
import subprocess
import sys

from klynge.core.errors import Wrong
from klynge.site.output import Out

HELP = "serve the pages"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="port (default: $PORT or 8000)")
    parser.add_argument("--processes", type=int, default=1, help="web processes (default: 1)")


def run(args: argparse.Namespace, out: Out) -> int:
    return serve(args.host, args.port, args.processes, out)


def serve(host: str, port: int, processes: int, out: Out) -> int:
    import socket

    from django.conf import settings

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Wrong("Port %(port)s on %(host)s is taken. Name another one with PORT=...", port=port, host=host) from None
    worker = subprocess.Popen([sys.executable, "-m", "klynge.site.cli", "worker"]) if settings.ENVIRONMENT.workers else None
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *(
            "--workers",
            str(processes),
            "--blocking-threads",
            "4",
            "--workers-kill-timeout",
            "2",
            "--log-level",
            "warning",
            "klynge.site.wsgi:application",
        ),
    ]
    out.fact(f"Serving on http://{host}:{port}  (Ctrl+C stops)")
    server = subprocess.Popen(command)  # noqa: S603  # our own words and two numbers
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in (server, worker):
            if process is not None and process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
