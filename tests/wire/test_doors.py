"""Who comes in: the key, certificates, addresses, sizes; and what is open to all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import grpc
import httpx
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from pydantic import SecretStr

from core_api.contracts.problems import (
    Conflict,
    Invalid,
    Missing,
    OutcomeUnknown,
    Problem,
    Transient,
    Unauthorized,
)
from core_api.wire.grpc_client import SCHEMA
from core_api.wire.grpc_server import ServerTls
from core_api.wire.place import Place, open_wire
from core_api.wire.service import Condition
from core_api.wire.serving import Listen, Ports, running
from tests.wire.certificates import Authority, Pair
from tests.wire.echo import ECHO, KEY, OTHER, READ, WRITE, Echo, Note, mount, opened, served, url

REMOTE = ("http", "grpc")


@pytest.mark.parametrize("kind", REMOTE)
@pytest.mark.parametrize("key", [None, "", "another-key-of-the-tests-quite-long", KEY + "x"])
def test_without_the_right_key_nobody_comes_in(kind: str, key: str | None) -> None:
    port = Echo()
    with served(port, KEY) as ports, opened(kind, ports, key) as wire, pytest.raises(Unauthorized) as told:
        wire.call(WRITE, Note())
    assert told.value.code == "service-unauthorized"
    assert port.asked == []


@pytest.mark.parametrize("kind", REMOTE)
def test_with_the_key_the_door_opens(kind: str) -> None:
    with served(Echo(), KEY) as ports, opened(kind, ports, KEY) as wire:
        assert wire.call(READ, Note(text="x")) == Note(text="x")


@pytest.mark.parametrize(
    ("host", "key"),
    [("0.0.0.0", None), ("0.0.0.0", "short"), ("127.0.0.1", "short"), ("example.org", None)],  # noqa: S104
)
def test_an_open_or_weak_door_is_not_opened(host: str, key: str | None) -> None:
    with pytest.raises(Invalid) as told, running((mount(Echo()),), Listen(host, key=key and SecretStr(key))):
        pass
    assert told.value.code == "service-open"


def test_a_page_in_a_browser_gets_nothing_written_where_there_is_no_key() -> None:
    port = Echo()
    with served(port) as ports:
        address = f"{url('http', ports)}/v1/write-note"
        plain = httpx.post(address, content="{}", headers={"Content-Type": "text/plain"})
        rebound = httpx.post(address, json={}, headers={"Host": "evil.example:80"})
    assert (plain.status_code, rebound.status_code) == (422, 401)
    assert port.asked == []


@pytest.mark.parametrize("host", ["[::1", "", "evil.example", "127.0.0.1.evil.example", "[::2]:80"])
def test_a_name_that_is_not_this_machines_opens_nothing(host: str) -> None:
    port = Echo()
    with served(port) as ports:
        reply = httpx.post(f"{url('http', ports)}/v1/write-note", json={}, headers={"Host": host})
    assert reply.status_code in {400, 401}
    assert port.asked == []


def test_a_request_that_is_too_large_is_not_read_to_its_end() -> None:
    port, taken = Echo(), 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield b'{"text": "'
        while taken < 256 << 20:
            taken += 65536
            yield b"x" * 65536

    with served(port) as ports:
        address = f"{url('http', ports)}/v1/write-note"
        declared = httpx.post(address, json={"text": "x" * 5000})
        with suppress(httpx.TransportError):  # the refusal may be lost with the connection
            httpx.post(address, content=endless(), headers={"Content-Type": "application/json"})
    assert (declared.status_code, declared.json()["error"]["code"]) == (413, "service-too-large")
    assert taken < 256 << 20
    assert port.asked == []


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/v1/read-note", b"{", 422, "service-request"),
        ("/v1/read-note", b'{"text": 7}', 422, "service-request"),
        ("/v1/read-note", b'{"secret": "hunter2"}', 422, "service-request"),
        ("/v1/nothing", b"{}", 404, "service-action"),
    ],
)
def test_a_request_that_cannot_be_understood_is_not_repeated(
    path: str, body: bytes, status: int, code: str
) -> None:
    with served(Echo()) as ports:
        reply = httpx.post(
            url("http", ports) + path, content=body, headers={"Content-Type": "application/json"}
        )
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
    assert "hunter2" not in reply.text


@pytest.fixture
def raw() -> Iterator[grpc.Channel]:
    with served(Echo(), KEY) as ports, grpc.insecure_channel(f"127.0.0.1:{ports.grpc}") as channel:
        yield channel


def test_the_health_of_the_process_is_open_to_all(raw: grpc.Channel) -> None:
    for name in ("", ECHO.full_name):
        asked = health_pb2.HealthCheckRequest(service=name)
        assert health_pb2_grpc.HealthStub(raw).Check(asked).status == health_pb2.HealthCheckResponse.SERVING


@pytest.mark.parametrize(
    ("method", "data", "metadata", "status"),
    [
        ("ReadNote", b"", {}, grpc.StatusCode.OK),
        ("ReadNote", b"", {SCHEMA: "another"}, grpc.StatusCode.FAILED_PRECONDITION),
        ("ReadNote", b"\xff\xff", {}, grpc.StatusCode.INVALID_ARGUMENT),
        ("ReadNote", b"\n\xff\x0f" + b"x" * 2047, {}, grpc.StatusCode.OUT_OF_RANGE),
        ("Nothing", b"", {}, grpc.StatusCode.UNIMPLEMENTED),
    ],
)
def test_any_grpc_client_is_told_what_is_wrong(
    raw: grpc.Channel, method: str, data: bytes, metadata: dict[str, str], status: grpc.StatusCode
) -> None:
    call = raw.unary_unary(f"/{ECHO.full_name}/{method}")
    said = [("authorization", f"Bearer {KEY}"), *metadata.items()]
    try:
        call(data, metadata=said, timeout=30)
        code = grpc.StatusCode.OK
    except grpc.RpcError as error:
        code = error.code()
    assert code == status


def test_a_lone_service_has_short_addresses_and_several_share_one_port() -> None:
    first, second = Echo(), Echo()
    with served(first) as ports:
        assert httpx.post(f"{url('http', ports)}/v1/read-note", json={}).status_code == 200
        assert httpx.post(f"{url('http', ports)}/v1/echo/read-note", json={}).status_code == 200
    with running((mount(first), mount(second, OTHER)), Listen()) as ports:
        assert httpx.post(f"{url('http', ports)}/v1/read-note", json={}).status_code == 404
        assert httpx.post(f"{url('http', ports)}/v1/other_echo/read-note", json={}).status_code == 200
        for kind in REMOTE:
            wire = open_wire(OTHER, Place(url(kind, ports)))
            assert wire.call(READ, Note(text=kind)) == Note(text=kind)
            wire.close()
    assert (len(first.asked), len(second.asked)) == (2, 3)


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with served(Echo()) as ports:
        for listen in (Listen(port=ports.http), Listen(grpc_port=ports.grpc)):
            with pytest.raises(Conflict) as told, running((mount(Echo()),), listen):
                pass
            assert told.value.code == "service-port-taken"


@pytest.mark.parametrize(
    ("states", "status"), [((), 200), (("ok", "down"), 200), (("degraded",), 200), (("down", "down"), 503)]
)
def test_ready_says_how_each_dependency_is_and_details_only_to_friends(
    states: tuple[str, ...], status: int
) -> None:
    conditions = [
        Condition.model_validate(
            {
                "name": "trello",
                "state": state,
                "code": "account-ok",
                "params": {"kind": "trello", "who": "Anna"},
            }
        )
        for state in states
    ]
    with running((mount(Echo(), ECHO, *conditions),), Listen(key=SecretStr(KEY)), grace=5) as ports:
        address = f"{url('http', ports)}/ready"
        stranger, friend = httpx.get(address), httpx.get(address, headers={"Authorization": f"Bearer {KEY}"})
        assert httpx.get(f"{url('http', ports)}/health").json()["data"] == "ok"
    assert (stranger.status_code, friend.status_code) == (status, status)
    assert [line["state"] for line in stranger.json()["data"]] == list(states)
    assert "Anna" not in stranger.text
    assert friend.text.count("Anna") == len(states)


@pytest.mark.parametrize(
    "address", ["ftp://x", "http://", "grpc://host", "grpc://host:x", "x", "http://h:999999"]
)
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(Missing) as told:
        open_wire(ECHO, Place(address))
    assert told.value.code == "service-url"


@contextmanager
def secured(folder: Path) -> Iterator[tuple[Ports, Authority]]:
    """A server that shows a certificate and wants one."""
    authority = Authority(folder, "authority")
    server = authority.signed("server")
    tls = ServerTls(server.cert, server.key, authority.cert)
    with running((mount(Echo()),), Listen(tls=tls), grace=5) as ports:
        yield ports, authority


def secret(kind: str, ports: Ports, ca: Path, own: Pair | None = None) -> Place:
    return Place(url(f"{kind}s", ports), ca=ca, cert=own and own.cert, cert_key=own and own.key)


def said(place: Place) -> Note:
    wire = open_wire(ECHO, place)
    try:
        return wire.call(WRITE, Note(text="x"))
    finally:
        wire.close()


@pytest.mark.parametrize("kind", REMOTE)
def test_with_certificates_on_both_sides_the_door_opens(kind: str, tmp_path: Path) -> None:
    with secured(tmp_path) as (ports, authority):
        assert said(secret(kind, ports, authority.cert, authority.signed("client"))) == Note(text="x")


@pytest.mark.parametrize("kind", REMOTE)
def test_a_caller_without_a_certificate_or_with_a_strangers_is_refused(kind: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    stranger = Authority(tmp_path / "other", "stranger").signed("client")
    with secured(tmp_path) as (ports, authority):
        for own in (None, stranger):
            with pytest.raises((Transient, OutcomeUnknown)):
                said(secret(kind, ports, authority.cert, own))


@pytest.mark.parametrize("kind", REMOTE)
def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(kind: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other", "other")
    with secured(tmp_path) as (ports, authority), pytest.raises(Transient):
        said(secret(kind, ports, other.cert, authority.signed("client")))


@pytest.mark.parametrize("kind", REMOTE)
def test_files_that_are_no_certificates_are_said(kind: str, tmp_path: Path) -> None:
    missing, wrong = tmp_path / "missing.pem", tmp_path / "wrong.pem"
    wrong.write_text("no certificate", encoding="utf-8")
    with pytest.raises(Problem) as told:
        open_wire(ECHO, Place(f"{kind}s://127.0.0.1:1", ca=missing))
    assert told.value.code == "service-tls"
    for bad in (missing, wrong):
        with pytest.raises(Problem) as refused, running((mount(Echo()),), Listen(tls=ServerTls(bad, bad))):
            pass
        assert refused.value.code == "service-tls"


def test_a_key_does_not_show_where_an_address_is_printed() -> None:
    assert KEY not in repr(Place("http://h", SecretStr(KEY)))
    assert KEY not in repr(Listen(key=SecretStr(KEY)))
