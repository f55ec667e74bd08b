"""Questions and documents over HTTP: handed in, answered from with its place, taken out; and files that lie."""

from fastapi.testclient import TestClient

RULES = "# Регламент\n\n## Пропуска\n\nПропуск в типографию оформляют за два дня.\n".encode()


def test_a_document_is_answered_from_until_it_is_taken_out(client: TestClient) -> None:
    handed = client.post(
        "/api/v1/documents", files={"file": ("rules.md", RULES)}, data={"board": "local:team"}
    )
    assert handed.status_code == 201, handed.text
    document = handed.json()["data"]
    assert (document["title"], document["version"], document["board"]) == ("Регламент", 1, "local:team")
    assert [one["id"] for one in client.get("/api/v1/documents").json()["data"]] == [document["id"]]
    question = {"question": "За сколько дней оформляют пропуск в типографию?", "board": "local:team"}
    cited = client.post("/api/v1/ask", json=question).json()["data"]["citations"][0]
    assert (cited["kind"], cited["document"], cited["heading"]) == (
        "document",
        document["id"],
        "Регламент › Пропуска",
    )
    gone = client.delete(f"/api/v1/documents/{document['id']}")
    assert gone.status_code == 200
    again = client.post("/api/v1/ask", json=question).json()["data"]
    assert all(one["kind"] != "document" for one in again["citations"])


def test_a_document_that_cannot_be_read_is_refused_in_the_readers_language(home, open_client) -> None:
    client = open_client(home, language="ru")
    answer = client.post("/api/v1/documents", files={"file": ("scan.pdf", b"%PDF-1.7\n1 0 obj <<")})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert (error["code"], "повреждён" in error["message"]) == ("document-damaged", True)


def test_days_and_a_person_keep_an_answer_to_what_they_are(client: TestClient) -> None:
    asked = {"question": "Что решили про летний сезон?", "until": "2020-01-01"}
    answer = client.post("/api/v1/ask", json=asked).json()["data"]
    assert (answer["text"], answer["scope"]["until"]) == (None, "2020-01-01")
    nobody = client.post("/api/v1/ask", json=asked | {"until": None, "person": "Робинзон"}).json()["data"]
    assert (nobody["scope"]["people"], nobody["reported"] or nobody["text"] is None) == (["Робинзон"], True)
