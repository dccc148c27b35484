"""The main job against a running server: a user, a key, a provider, its models and defaults. Told what it needs by
LATCHKEY_URL, ADMIN_EMAIL, ADMIN_PASSWORD, PROVIDER_URL and PROVIDER_KEY."""

from __future__ import annotations

import os

from latchkey import AuthenticationError, BadRequestError, ConflictError, Latchkey, PermissionDeniedError

USER = "pia@example.com"


def expect(is_so: bool, what: str) -> None:
    if not is_so:
        raise SystemExit(f"Not so: {what}")


admin = Latchkey.signed_in(os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"])
admin.admin.users.create(username=USER, password="Blue-kettle-42")
token = admin.admin.users.create_api_key(USER)["token"]

with Latchkey(api_key=token) as client:
    provider_url = os.environ["PROVIDER_URL"]
    chat = {"llm_factory": "OpenAI-API-Compatible", "base_url": provider_url, "llm_name": "gpt-4o-mini"}
    try:
        client.add_model(**chat, model_type="chat", api_key="sk-wrong")
        raise SystemExit("A wrong credential was accepted")
    except BadRequestError as refusal:
        expect("Incorrect API key" in str(refusal) or refusal.code == 109, f"the provider's refusal: {refusal}")
    expect(client.add_model(**chat, model_type="chat", api_key=os.environ["PROVIDER_KEY"]) is True, "a model is added")
    expect("OpenAI-API-Compatible" in client.list_user_models(include_details=True), "its factory is listed")
    client.models.defaults.set(llm_id="gpt-4o-mini")
    chosen = client.get_default_models()["llm_id"]
    expect(chosen == "gpt-4o-mini", f"the default: {chosen}")

    own = Latchkey.signed_in(USER, "Blue-kettle-42")
    key = own.keys.create(name="reader", scopes=["models:read"])
    with Latchkey(api_key=key["token"]) as reader:
        try:
            reader.set_default_models(llm_id=None)
            raise SystemExit("A reader wrote")
        except PermissionDeniedError:
            pass
        own.keys.update(key["id"], paused=True)
        try:
            reader.list_user_models()
            raise SystemExit("A paused key was accepted")
        except AuthenticationError as refusal:
            expect(refusal.status == 401, "its status")
    names = [one["name"] for one in own.keys.iterate(limit=1)]
    expect(len(names) == 2 and "reader" in names, f"both keys: {names}")

    credential = client.credentials.create(
        factory="OpenAI",
        base_url=provider_url,
        credential={"api_key": os.environ["PROVIDER_KEY"]},
        models=[{"name": "gpt-4o", "type": "chat"}],
    )
    client.aliases.create(name="fast", targets=[{"model": "gpt-4o"}])
    try:
        client.credentials.delete(credential["id"])
        raise SystemExit("A credential in use was deleted")
    except ConflictError as refusal:
        expect(refusal.data["used_by"][0]["name"] == "fast", "what uses it")
    expect(client.files.upload_document(file=("keys.txt", b"Keys are kept by Ada."))["file_id"].endswith(".txt"), "a file")
    expect(client.remove_model("OpenAI-API-Compatible") is True, "the model is removed")

expect(len(admin.get_user_api_key(USER)) == 2, "the keys of the user")
print("The main job is done")
