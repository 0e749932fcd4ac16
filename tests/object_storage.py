"""An S3 server on loopback, with one bucket; it forgets everything before it stops."""

from collections.abc import Iterator
from contextlib import contextmanager

import s3fs
import urllib3
from moto.server import ThreadedMotoServer

BUCKET = "academy-sounds"


@contextmanager
def s3_server() -> Iterator[str]:
    """Yield the address of a server that has an empty bucket."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    try:
        s3fs.S3FileSystem(key="k", secret="s", endpoint_url=url, skip_instance_cache=True).mkdir(BUCKET)
        yield url
    finally:
        urllib3.request("POST", f"{url}/moto-api/reset")  # its buckets belong to the process
        server.stop()
