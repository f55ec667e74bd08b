"""A real Synapse: a homeserver on loopback with a fresh SQLite database in a folder, that knows no other server."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from tests.servers.kanboard import free_port

NAME = "test.local"
_MUCH = {"per_second": 10_000, "burst_count": 10_000}
PASSWORD = "a-password-for-tests-of-matrix"


def synapse_python() -> str:
    """The Python that has Synapse; without one nothing runs, and nothing is skipped."""
    named = os.environ.get("BOARDSCRIBE_TEST_SYNAPSE", "")
    assert named, (
        "no Synapse here: BOARDSCRIBE_TEST_SYNAPSE must name a Python that has it, .ci/synapse makes one"
    )
    assert Path(named).is_file(), f"there is no Python at {named}"
    return named


class SynapseServer:
    """A running homeserver. Ends with `stop`."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._secret = secrets.token_hex(16)
        (folder / "media").mkdir(parents=True, exist_ok=True)
        (folder / "log.json").write_text(json.dumps({"version": 1, "root": {"level": "WARNING"}}))
        (folder / "hs.json").write_text(json.dumps(self._settings() | settings))
        with (folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [synapse_python(), "-m", "synapse.app.homeserver", "-c", str(folder / "hs.json")],
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), timeout=60, trust_env=False) as client:
            client.get(f"{self.url}/health").raise_for_status()
        self.admin = self.person("admin", admin=True)

    def stop(self) -> None:
        self.admin.close()
        self._process.terminate()
        self._process.wait(timeout=60)

    def person(self, name: str, *, admin: bool = False) -> "Person":
        """A new user, who is in no room yet."""
        path = f"{self.url}/_synapse/admin/v1/register"
        with httpx.Client(trust_env=False, timeout=60) as client:
            nonce = client.get(path).json()["nonce"]
            said = "\0".join([nonce, name, PASSWORD, "admin" if admin else "notadmin"])
            mac = hmac.new(self._secret.encode(), said.encode(), hashlib.sha1).hexdigest()
            body = {"nonce": nonce, "username": name, "password": PASSWORD, "admin": admin, "mac": mac}
            made = client.post(path, json={**body, "displayname": name.capitalize()})
        made.raise_for_status()
        return Person(self.url, made.json()["user_id"], made.json()["access_token"])

    def limit(self, user: str, per_second: int, burst: int) -> None:
        """How many events the user may send, as an administrator sets it; 0 and 0: as many as they like."""
        path = f"/_synapse/admin/v1/users/{quote(user)}/override_ratelimit"
        self.admin.call("POST", path, {"messages_per_second": per_second, "burst_count": burst})

    def _settings(self) -> dict[str, Any]:
        limits = ("message", "registration", "joins", "room_creation", "media_create", "reports")
        return {
            "server_name": NAME,
            "pid_file": str(self.folder / "pid"),
            "listeners": [
                {
                    "port": self._port,
                    "bind_addresses": ["127.0.0.1"],
                    "type": "http",
                    "tls": False,
                    "resources": [{"names": ["client"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "log_config": str(self.folder / "log.json"),
            "media_store_path": str(self.folder / "media"),
            "signing_key": f"ed25519 a_test {base64.b64encode(secrets.token_bytes(32)).decode().rstrip('=')}",
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": secrets.token_hex(16),
            "form_secret": secrets.token_hex(16),
            "bcrypt_rounds": 4,
            "report_stats": False,
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "presence": {"enabled": False},
            "caches": {"sync_response_cache_duration": "0s"},  # else a first look is repeated for two minutes
            **{f"rc_{name}": _MUCH for name in limits},
            "rc_joins": {"local": _MUCH, "remote": _MUCH},
            "rc_login": {"address": _MUCH, "account": _MUCH, "failed_attempts": _MUCH},
            "rc_invites": {"per_room": _MUCH, "per_user": _MUCH, "per_issuer": _MUCH},
        }


class Person:
    """A user with a client in their hands."""

    def __init__(self, url: str, id: str, token: str) -> None:  # noqa: A002 - that is what it is
        self.id = id
        self.token = token
        self._client = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60, trust_env=False
        )

    def close(self) -> None:
        self._client.close()

    def call(self, method: str, path: str, body: Any = None, **params: str) -> Any:
        """One call, which must succeed; paths without a slash in front are below the client's API."""
        whole = path if path.startswith("/") else f"/_matrix/client/v3/{path}"
        reply = self._client.request(method, whole, json=body, params=params)
        assert reply.is_success, (method, path, reply.status_code, reply.text)
        return reply.json()

    def status(self, method: str, path: str, body: Any = None) -> int:
        """How a call that may fail is answered."""
        return self._client.request(method, f"/_matrix/client/v3/{path}", json=body).status_code

    def send(self, room: str, kind: str, content: dict[str, Any]) -> str:
        """Put an event into a room; gives its id."""
        path = f"rooms/{quote(room)}/send/{kind}/{secrets.token_hex(8)}"
        return str(self.call("PUT", path, content)["event_id"])

    def write(self, room: str, text: str, answers: str = "") -> str:
        answered = {"m.relates_to": {"m.in_reply_to": {"event_id": answers}}} if answers else {}
        return self.send(room, "m.room.message", {"msgtype": "m.text", "body": text, **answered})

    def react(self, room: str, event: str, sign: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
        return self.send(room, "m.reaction", {"m.relates_to": relation})

    def redact(self, room: str, event: str) -> None:
        self.call("PUT", f"rooms/{quote(room)}/redact/{quote(event)}/{secrets.token_hex(8)}", {})

    def attach(self, room: str, name: str, data: bytes) -> str:
        upload = self._client.post(
            "/_matrix/media/v3/upload",
            content=data,
            params={"filename": name},
            headers={"Content-Type": "audio/ogg"},
        )
        content = {"msgtype": "m.audio", "body": name, "url": upload.json()["content_uri"]}
        return self.send(room, "m.room.message", {**content, "info": {"size": len(data)}})

    def direct(self, other: str, *, encrypted: bool = False) -> str:
        """A new direct room, to which the other is invited."""
        state = [{"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}]
        body = {"preset": "trusted_private_chat", "is_direct": True, "invite": [other]}
        made = self.call("POST", "createRoom", {**body, "initial_state": state if encrypted else []})
        return str(made["room_id"])

    def invitations(self) -> list[str]:
        return [*self._rooms().get("invite", {})]

    def accept(self) -> list[str]:
        """Enter every room that we are invited to; gives all rooms that we are in."""
        for room in self.invitations():
            self.call("POST", f"rooms/{quote(room)}/join", {})
        return [str(room) for room in self.call("GET", "joined_rooms")["joined_rooms"]]

    def leave(self, room: str) -> None:
        self.call("POST", f"rooms/{quote(room)}/leave", {})

    def membership(self, room: str, user: str) -> str:
        found = self.call("GET", f"rooms/{quote(room)}/members")["chunk"]
        return next((one["content"]["membership"] for one in found if one["state_key"] == user), "")

    def events(self, room: str) -> list[dict[str, Any]]:
        """All that happened in the room, the oldest first."""
        path, start, found = f"rooms/{quote(room)}/messages", "", list[dict[str, Any]]()
        while True:
            page = self.call("GET", path, dir="f", limit="100", **({"from": start} if start else {}))
            found += page["chunk"]
            start = page.get("end", "")
            if not start or not page["chunk"]:
                return found

    def new_since(self, since: str) -> list[dict[str, Any]]:
        """What the rooms' timelines bring after that place in the news."""
        reply = self.call("GET", "sync", since=since, timeout="0")
        joined = reply.get("rooms", {}).get("join", {})
        return [event for room in joined.values() for event in room["timeline"]["events"]]

    def _rooms(self) -> dict[str, Any]:
        return dict(self.call("GET", "sync", timeout="0").get("rooms", {}))
