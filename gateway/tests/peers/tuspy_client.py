"""tuspy against the gateway: some pieces with checksums, then a new uploader takes it up.

Arguments: address of the gateway, folder of the keys, folder of the parts, metadata of each part (JSON).
Environment: SESSION.
"""

import json
import os
import sys

from tusclient.client import TusClient

endpoint, pki, folder, metadata = sys.argv[1:]
metadata = json.loads(metadata)["from_tuspy"]
file = os.path.join(folder, metadata["part"])
identity = (f"{pki}/suitcase.pem", f"{pki}/suitcase.key")
session = {"Amtskoffer-Session": os.environ["SESSION"]}
client = TusClient(f"{endpoint}/parts", headers=session, client_cert=identity)
pieces = {"chunk_size": 256 * 1024, "upload_checksum": True}

first = client.uploader(file, metadata=metadata, **pieces)
first.upload_chunk()
first.upload_chunk()

second = client.uploader(file, url=first.url, **pieces)
resumed_at = second.offset
second.upload()
print(json.dumps({"brokenAt": first.offset, "resumedAt": resumed_at, "whole": second.url}))
