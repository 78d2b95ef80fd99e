"""tuspy against the gateway: some pieces with checksums, then a new uploader takes it up.

Arguments: address of the gateway, folder of the keys, file, metadata (JSON).
"""

import json
import sys

from tusclient.client import TusClient

endpoint, pki, file, metadata = sys.argv[1:]
metadata = {**json.loads(metadata), "part": "from_tuspy"}
identity = (f"{pki}/suitcase.pem", f"{pki}/suitcase.key")
client = TusClient(f"{endpoint}/parts", client_cert=identity)
pieces = {"chunk_size": 256 * 1024, "upload_checksum": True}

first = client.uploader(file, metadata=metadata, **pieces)
first.upload_chunk()
first.upload_chunk()

second = client.uploader(file, url=first.url, **pieces)
resumed_at = second.offset
second.upload()
print(json.dumps({"brokenAt": first.offset, "resumedAt": resumed_at, "whole": second.url}))
