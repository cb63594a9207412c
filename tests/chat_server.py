"""A server for tests that speaks OpenAI's protocol, in a process of its own, with scripted faults.

    python tests/chat_server.py

prints its port and ends when its stdin is closed. `POST /script` says how it behaves from then on,
`GET /seen` what it was asked. A token is a word with the space before it; the model is as good as
its script.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections import Counter
from contextlib import suppress
from typing import Any

MODELS = ("tiny", "base", "pricey")
FAULTS = {"drop", "sleep", "status"}
USAGE = {"prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14}


class Behaviour:
    """What the server does until it is told otherwise."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.key: str | None = said.get("key")
        self.seconds: float = said.get("seconds", 0.0)
        self.faults: list[dict[str, Any]] = list(said.get("faults", ()))
        """Used up one by one; the requests behind them are answered."""
        self.tools: str = said.get("tools", "native")
        self.schema: str = said.get("schema", "native")
        self.logprobs: str = said.get("logprobs", "offered")
        self.chat: bool = said.get("chat", True)
        self.answer: Any = said.get("answer", "four")
        self.refuses: list[str] = said.get("refuses", [])
        """Fields of a request that are answered by 400."""
        self.limit: int = said.get("limit", 10**6)
        """Requests at once, beyond which the answer is 429."""
        self.turns: list[dict[str, Any]] = said.get("turns", [])
        """What the model says to begin with, after its first turn, and so on: text or `calls`."""
        self.names = {name for one in self.turns for name, _ in one.get("calls", ())}
        self.calls: dict[str, list[Any]] = said.get("calls", {})
        """The calls of a single turn, by the tools that are offered, `|`, and the question."""
        self.replies: dict[str, list[dict[str, Any]]] = said.get("replies", {})
        """What is said to conversations that hold a key, one reply after the other, the last one
        for ever: `text` (with `reason`, why it ended), or a fault."""
        self.replied: Counter[str] = Counter()
        self.message: dict[str, Any] = said.get("message", {})
        self.choice: dict[str, Any] = said.get("choice", {})
        self.whole: dict[str, Any] = said.get("whole", {})
        self.seen: list[dict[str, Any]] = []
        self.open = self.most = 0

    def following(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """The next reply that is scripted for a conversation, if one is."""
        whole = "\n".join(str(one.get("content")) for one in asked.get("messages", ()))
        key = next((one for one in self.replies if one in whole), None)
        if key is None:
            return None
        number, self.replied[key] = self.replied[key], self.replied[key] + 1
        return self.replies[key][min(number, len(self.replies[key]) - 1)]


behaviour = Behaviour({})


class Dropped(Exception):
    """The connection ends here."""


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError, Dropped):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            found = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
            body = await reader.readexactly(int(found[1])) if found else b""
            method, path, _ = head.split(" ", 2)
            status, headers, text = await answer(method, path, head, body)
            writer.write(
                f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n{headers}"
                f"Content-Length: {len(text)}\r\n\r\n".encode()
                + text
            )
            await writer.drain()
    writer.close()


async def answer(method: str, path: str, head: str, body: bytes) -> tuple[int, str, bytes]:
    global behaviour
    if path == "/script":
        behaviour = Behaviour(json.loads(body))
        return 200, "", b"{}"
    if path == "/seen":
        seen = {"requests": behaviour.seen, "most": behaviour.most}
        return 200, "", json.dumps(seen).encode()
    now = behaviour
    if now.key and f"Bearer {now.key}" not in head:
        sent = re.search(r"Bearer (\S+)", head)
        said = f"Incorrect API key provided: {sent[1] if sent else 'none'}"
        return refused(401, said)
    if path == "/v1/models":
        return 200, "", json.dumps({"data": [{"id": one} for one in MODELS]}).encode()
    asked = json.loads(body) if body else {}
    now.seen.append({"path": path, "body": asked, "retry": "x-stainless-retry-count" in head})
    now.open += 1
    now.most = max(now.most, now.open)
    try:
        return await model_answers(now, path, asked)
    finally:
        now.open -= 1


async def model_answers(now: Behaviour, path: str, asked: dict[str, Any]) -> tuple[int, str, bytes]:
    if now.open > now.limit:
        return refused(429, "too many at once")
    scripted = now.following(asked)
    wrong = scripted is not None and FAULTS & scripted.keys()
    fault = now.faults.pop(0) if now.faults else scripted if wrong else None
    if fault is not None:
        if "drop" in fault:
            raise Dropped
        if "sleep" in fault:
            await asyncio.sleep(fault["sleep"])
        else:
            text = fault["text"].encode() if "text" in fault else None
            status, _, said = refused(fault.get("status", 200), fault.get("message", "no"),
                                      fault.get("code"))  # fmt: skip
            return status, fault.get("headers", ""), text if text is not None else said
    elif now.seconds:
        await asyncio.sleep(now.seconds)
    if scripted is not None and not wrong:
        return recorded(scripted)
    if asked.get("model") not in MODELS:
        return refused(404, f"The model `{asked.get('model')}` does not exist", "model_not_found")
    for field in now.refuses:
        if field in asked:
            return refused(400, f"Unsupported parameter: '{field}' is not supported", param=field)
    if path == "/v1/chat/completions":
        return chat(now, asked)
    if path == "/v1/completions":
        return completion(now, asked)
    return 404, "", b'{"detail":"Not Found"}'


def refused(
    status: int, message: str, code: str | None = None, param: str | None = None
) -> tuple[int, str, bytes]:
    said = {"error": {"message": message, "code": code, "param": param}}
    return status, "", json.dumps(said).encode()


def chat(now: Behaviour, asked: dict[str, Any]) -> tuple[int, str, bytes]:
    if not now.chat:
        return 404, "", b'{"detail":"Not Found"}'
    message: dict[str, Any] = {"role": "assistant", "content": said(now, asked["messages"])}
    reason = "stop"
    offered = [one["function"]["name"] for one in asked.get("tools", ())]
    question = f"{','.join(offered)}|{asked['messages'][-1]['content']}"
    if now.names & set(offered):  # else it is asked what it is able to do
        message, reason = turn(now, asked["messages"])
    elif question in now.calls:
        called = now.calls[question]
        message, reason = spoken({"calls": called} if called else {"text": "None fits."}, "c")
    elif asked.get("tools"):
        if now.tools == "refused":
            return refused(400, "this model does not support tools")
        if now.tools == "native":
            name = asked["tools"][0]["function"]["name"]
            call = {"name": name, "arguments": '{"city": "Oslo"}'}
            message["tool_calls"] = [{"id": "c1", "type": "function", "function": call}]
            message["content"], reason = None, "tool_calls"
    if asked.get("response_format"):
        if now.schema == "refused":
            return refused(400, "response_format is not supported")
        if now.schema == "native":
            message["content"] = '{"answer": 4}'
    choice = {"index": 0, "message": message | now.message, "finish_reason": reason} | now.choice
    whole = {"system_fingerprint": "fp_1", "choices": [choice], "usage": USAGE} | now.whole
    return 200, "", json.dumps(whole).encode()


def recorded(scripted: dict[str, Any]) -> tuple[int, str, bytes]:
    message = {"role": "assistant", "content": scripted["text"]}
    choice = {"index": 0, "message": message, "finish_reason": scripted.get("reason", "stop")}
    return 200, "", json.dumps({"choices": [choice], "usage": USAGE}).encode()


def turn(now: Behaviour, messages: list[dict[str, Any]]) -> tuple[dict[str, Any], str]:
    """The scripted turn that follows a conversation, by how often the model has spoken in it."""
    number = sum(one["role"] == "assistant" for one in messages)
    return spoken(now.turns[min(number, len(now.turns) - 1)], f"c{number}_")


def spoken(scripted: dict[str, Any], prefix: str) -> tuple[dict[str, Any], str]:
    """A message of the model, and why it ended."""
    if "calls" not in scripted:
        return {"role": "assistant", "content": scripted["text"]}, "stop"
    calls = [
        {"id": f"{prefix}{place}", "type": "function",
         "function": {"name": name, "arguments": json.dumps(arguments)}}
        for place, (name, arguments) in enumerate(scripted["calls"])
    ]  # fmt: skip
    return {"role": "assistant", "content": None, "tool_calls": calls}, "tool_calls"


def said(now: Behaviour, messages: list[dict[str, Any]]) -> str:
    last = messages[-1]["content"]
    text = last if isinstance(last, str) else " ".join(part.get("text", "") for part in last)
    if isinstance(now.answer, dict):
        return next((value for key, value in now.answer.items() if key in text), "")
    return str(now.answer)


def completion(now: Behaviour, asked: dict[str, Any]) -> tuple[int, str, bytes]:
    prompts = asked["prompt"] if isinstance(asked["prompt"], list) else [asked["prompt"]]
    if asked.get("logprobs") is not None and now.logprobs == "refused":
        return refused(400, "logprobs and echo are not offered")
    choices = []
    for index, prompt in enumerate(prompts):
        text = (prompt if asked.get("echo") else "") + " and"
        choice = {"index": index, "text": text, "finish_reason": "length", "logprobs": None}
        if not asked.get("echo"):
            choice |= {"text": f" {now.answer}", "finish_reason": "stop"}
        elif now.logprobs == "offered":
            choice["logprobs"] = scored(prompt)
        choices.append(choice | now.choice)
    whole = {"choices": choices[::-1], "usage": USAGE} | now.whole
    return 200, "", json.dumps(whole).encode()


def scored(prompt: str) -> dict[str, Any]:
    """Each word costs its length: ln p = -len / 8; the best word everywhere is ` four`."""
    tokens = ["<s>", *re.findall(r"\s*\S+|\s+$", prompt), " and"]
    values = [None, *(-len(token) / 8 for token in tokens[1:])]
    tops = [None, *({token: value, " four": -len(" four") / 8}
                    for token, value in zip(tokens[1:], values[1:], strict=True))]  # fmt: skip
    return {"tokens": tokens, "token_logprobs": values, "top_logprobs": tops, "text_offset": []}


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**22, backlog=512)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    # The parent holds the other end of stdin: when it is gone, however it went, this ends.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())
