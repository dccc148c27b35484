#!/usr/bin/env python3
"""Holds a running Latchkey's gateway against the released Python clients of OpenAI, Anthropic and LangChain.

Each makes the calls that its users make: chat, streams, embeddings, tokens counted, the list of models, and failures,
which must arrive as the client's own exceptions. Nothing of them is contained here: install them from PyPI first, in
an environment of their own (`pip install openai anthropic langchain-openai`).

    VENV/bin/python scripts/gateway-clients-check.py --url http://127.0.0.1:3000 --key KEY --model gpt-4o-mini \\
        [--embedding text-embedding-3-small] [--tools]

The key may use the models. `--tools` is for a model that calls tools and answers by a JSON schema; without it neither
is asked for. The exit status is 1 if anything failed.
"""

import argparse
import sys

import anthropic
import openai
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel

from check_report import Report

TIMEOUT_SECONDS = 60
HELLO = [{"role": "user", "content": "Say hello in a few words."}]
ASK = [{"role": "user", "content": "What is the weather in Oslo?"}]
FORGED = "lbk_forged"
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


class Place(BaseModel):
    city: str


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return f"-3 degrees in {city}"


class ClientReport(Report):
    def tried(self, claim, call, holds):
        """What a call gives; an exception is a failure, and the check goes on."""
        try:
            seen = call()
        except Exception as error:
            self.that(False, claim, repr(error))
            return
        self.that(holds(seen), claim, seen)

    def refused(self, claim, call, kind, code=None):
        try:
            seen = call()
        except kind as error:
            self.that(code is None or error.code == code, claim, error)
        except Exception as error:
            self.that(False, claim, repr(error))
        else:
            self.that(False, claim, seen)


def check_openai(report, options):
    client = openai.OpenAI(base_url=f"{options.url}/v1", api_key=options.key, max_retries=0, timeout=TIMEOUT_SECONDS)
    chat = client.chat.completions

    def streamed(**more):
        return list(chat.create(model=options.model, messages=HELLO, stream=True, **more))

    report.tried(
        "openai: chat says something and what it took",
        lambda: chat.create(model=options.model, messages=HELLO),
        lambda seen: bool(seen.choices[0].message.content) and seen.usage.total_tokens > 0,
    )
    report.tried(
        "openai: the answer's head names the model",
        lambda: chat.with_raw_response.create(model=options.model, messages=HELLO).headers,
        lambda seen: "@" in seen["x-latchkey-model"] and seen["x-latchkey-attempts"] == "1",
    )
    report.tried(
        "openai: a stream comes in pieces, without usage",
        streamed,
        lambda seen: sum(bool(each.choices[0].delta.content) for each in seen) > 1 and not any(e.usage for e in seen),
    )
    report.tried(
        "openai: … and with it for who asks",
        lambda: streamed(stream_options={"include_usage": True}),
        lambda seen: seen[-1].choices == [] and seen[-1].usage.total_tokens > 0,
    )
    report.tried(
        "openai: models are listed", lambda: [e.id for e in client.models.list()], lambda seen: options.model in seen
    )
    report.refused(
        "openai: a forged key is an AuthenticationError",
        lambda: client.with_options(api_key=FORGED).chat.completions.create(model=options.model, messages=HELLO),
        openai.AuthenticationError,
        "invalid_api_key",
    )
    report.refused(
        "openai: an unknown model is a NotFoundError",
        lambda: chat.create(model="there-is-no-such-model", messages=HELLO),
        openai.NotFoundError,
        "model_not_found",
    )
    report.refused(
        "openai: no messages are a BadRequestError",
        lambda: chat.create(model=options.model, messages=[]),
        openai.BadRequestError,
    )
    if options.embedding:
        report.tried(
            "openai: embeddings, in base64 as the client asks",
            lambda: client.embeddings.create(model=options.embedding, input=["one", "two"]).data,
            lambda seen: len(seen) == 2 and all(isinstance(each, float) for each in seen[0].embedding),
        )
    if options.tools:
        function = {"name": "get_weather", "parameters": SCHEMA}
        tools = [{"type": "function", "function": function}]
        report.tried(
            "openai: a tool is called",
            lambda: chat.create(model=options.model, messages=ASK, tools=tools, tool_choice="required"),
            lambda seen: seen.choices[0].message.tool_calls[0].function.name == "get_weather",
        )
        report.tried(
            "openai: an answer by a schema is parsed",
            lambda: chat.parse(model=options.model, messages=ASK, response_format=Place),
            lambda seen: isinstance(seen.choices[0].message.parsed, Place),
        )


def check_anthropic(report, options):
    client = anthropic.Anthropic(base_url=options.url, api_key=options.key, max_retries=0, timeout=TIMEOUT_SECONDS)
    hello = {"model": options.model, "max_tokens": 64, "messages": HELLO}

    def streamed():
        with client.messages.stream(**hello) as stream:
            return list(stream.text_stream), stream.get_final_message()

    report.tried(
        "anthropic: a message says something and what it took",
        lambda: client.messages.create(**hello),
        lambda seen: bool(seen.content[0].text) and seen.usage.output_tokens > 0,
    )
    report.tried(
        "anthropic: a stream comes in pieces and adds up",
        streamed,
        lambda seen: len(seen[0]) > 1 and "".join(seen[0]) == seen[1].content[0].text,
    )
    report.tried(
        "anthropic: tokens are counted",
        lambda: client.messages.count_tokens(model=options.model, messages=HELLO),
        lambda seen: seen.input_tokens > 0,
    )
    report.refused(
        "anthropic: a forged key is an AuthenticationError",
        lambda: client.with_options(api_key=FORGED).messages.create(**hello),
        anthropic.AuthenticationError,
    )
    report.refused(
        "anthropic: an unknown model is a NotFoundError",
        lambda: client.messages.create(**hello | {"model": "there-is-no-such-model"}),
        anthropic.NotFoundError,
    )
    if options.tools:
        tools = [{"name": "get_weather", "input_schema": SCHEMA}]
        forced = hello | {"messages": ASK, "tools": tools, "tool_choice": {"type": "any"}}
        report.tried(
            "anthropic: a tool is called",
            lambda: client.messages.create(**forced),
            lambda seen: seen.content[-1].type == "tool_use" and seen.content[-1].name == "get_weather",
        )


def check_langchain(report, options):
    where = {"base_url": f"{options.url}/v1", "max_retries": 0, "timeout": TIMEOUT_SECONDS}
    chat = ChatOpenAI(model=options.model, api_key=options.key, **where)
    report.tried(
        "langchain: invoke",
        lambda: chat.invoke("Hello"),
        lambda seen: bool(seen.content) and seen.usage_metadata["total_tokens"] > 0,
    )
    report.tried(
        "langchain: stream",
        lambda: [each.content for each in chat.stream("Hello")],
        lambda seen: sum(map(bool, seen)) > 1,
    )
    report.refused(
        "langchain: a forged key is OpenAI's AuthenticationError",
        lambda: ChatOpenAI(model=options.model, api_key=FORGED, **where).invoke("Hello"),
        openai.AuthenticationError,
    )
    if options.embedding:
        embeddings = OpenAIEmbeddings(
            model=options.embedding, api_key=options.key, check_embedding_ctx_length=False, **where
        )
        report.tried(
            "langchain: documents are embedded", lambda: embeddings.embed_documents(["one", "two"]), lambda s: len(s) == 2
        )
    if options.tools:
        report.tried(
            "langchain: a bound tool is called",
            lambda: chat.bind_tools([get_weather], tool_choice="get_weather").invoke("What is the weather in Oslo?"),
            lambda seen: seen.tool_calls[0]["name"] == "get_weather",
        )
        report.tried(
            "langchain: structured output",
            lambda: chat.with_structured_output(Place).invoke("Where is the opera of Oslo?"),
            lambda seen: isinstance(seen, Place),
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True, help="where the server is, such as http://127.0.0.1:3000")
    parser.add_argument("--key", required=True, help="an API key with the scope inference")
    parser.add_argument("--model", required=True, help="a chat model, as the server lists it")
    parser.add_argument("--embedding", help="a model for embeddings")
    parser.add_argument("--tools", action="store_true", help="the chat model calls tools and answers by a schema")
    options = parser.parse_args()
    report = ClientReport()
    for check in (check_openai, check_anthropic, check_langchain):
        check(report, options)
    print(f"\n{report.passed} held, {report.failed} failed")
    sys.exit(1 if report.failed else 0)


if __name__ == "__main__":
    main()
