#!/usr/bin/env python3
"""Holds a running Latchkey against RAGFlow's released command line and, if given, its Python SDK.

Every admin, key and model command of ragflow-cli 0.25.6 / 0.26.0 is run as a user would type it and its output is
read, since its exit status is 0 whatever happens. Nothing of RAGFlow is contained here: install it from PyPI first,
each in an environment of its own (`pip install ragflow-cli==0.26.0`, `pip install ragflow-sdk==0.26.0`).

    python3 scripts/ragflow-cli-check.py --url http://127.0.0.1:3000 --email ada@example.com --password PASSWORD \\
        [--sdk-python VENV/bin/python] [--provider FACTORY=API_KEY] [--unreadable] PROGRAM [LEADING ARGUMENTS...]

PROGRAM is the ragflow-cli to run; LEADING ARGUMENTS are put before its own. The account is an instance administrator's.
The client encrypts passwords under a public key that is built into it, so start the server with
RAGFLOW_PRIVATE_KEY_FILE naming the private half. Leave REGISTRATION and LOGIN_ATTEMPTS_PER_MINUTE alone. `--provider`
connects one factory with a credential that is good; without it only refusals of CREATE MODEL PROVIDER are seen.
`--unreadable` is for a server WITHOUT the private key, and checks only that the refusal says so.

Users that the check makes are removed at its end, also after failures; a variable `cli.check` stays. The exit status
is 1 if anything failed. GRANT ... ON ... TO ROLE and REVOKE ... FROM ROLE are left out: the released client crashes on
them before it sends anything.
"""

import argparse
import json
import re
import secrets
import subprocess
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from check_report import Report

TIMEOUT_SECONDS = 90
TOKEN = r"ragflow-[A-Za-z0-9_-]{43}"
HEX_ID = r"[0-9a-f]{32}"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
NOT_HERE = "code: 400, message: Not available in this edition"
NEVER_A_PROVIDER_KEY = "sk-check-" + secrets.token_hex(16)

USER_COLUMNS = {
    *("id", "email", "nickname", "avatar", "language", "login_channel", "last_login_time", "status"),
    *("is_active", "is_anonymous", "is_superuser", "create_date", "update_date"),
}
KEY_COLUMNS = {"token", "beta", "tenant_id", "create_time", "create_date", "update_time", "update_date"}
LISTED_KEY_COLUMNS = KEY_COLUMNS | {"dialog_id", "source"}
DEFAULTS = ("llm_id", "embd_id", "asr_id", "img2txt_id", "rerank_id", "tts_id")

# What the SDK's generic calls answer, as JSON lines. Reads [base URL, API key, [[method, path, body or query], ...]].
SDK_CALLS = """
import json, sys
from ragflow_sdk import RAGFlow
url, key, calls = json.load(sys.stdin)
client = RAGFlow(api_key=key, base_url=url)
for method, path, given in calls:
    answer = client.get(path, given) if method == "get" else getattr(client, method)(path, given)
    print(json.dumps([answer.status_code, answer.json()]))
"""


class Cli:
    """One account at the command line."""

    def __init__(self, program, url, mode, email, password):
        where = urlsplit(url)
        self.start = [
            *program,
            "-h",
            where.hostname,
            "-p",
            str(where.port or 80),
            "-t",
            mode,
            "-u",
            email,
            f"-w={password}",
        ]

    def run(self, *words):
        done = subprocess.run(
            [*self.start, "command", *words], capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
        )
        return done.stdout + (f"\n(exit status {done.returncode})\n{done.stderr}" if done.returncode else "")


def rows(output):
    """The table in an output: a list of dicts, empty when there is none."""
    lines = [line.strip("|") for line in output.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(cells[0], each, strict=False)) for each in cells[1:]] if cells else []


def http(url, key, method="GET", body=None):
    """A plain request with an API key: (status, parsed body)."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data, headers, method=method), timeout=TIMEOUT_SECONDS
        ) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


class Check:
    def __init__(self, options):
        self.options = options
        self.report = Report()
        self.admin = Cli(options.program, options.url, "admin", options.email, options.password)
        self.user_email = f"cli-check-{secrets.token_hex(4)}@example.com"
        self.other_email = f"cli-check-{secrets.token_hex(4)}@example.com"
        self.password = "Blue-kettle-42"

    def account(self, mode, password=None, email=None):
        return Cli(self.options.program, self.options.url, mode, email or self.user_email, password or self.password)

    def says(self, cli, command, *texts):
        """Runs a command whose output must hold all texts; returns the output."""
        output = cli.run(command)
        self.report.that(all(text in output for text in texts), f"{command}  ->  {' … '.join(texts)}", output)
        return output

    def shows(self, cli, command, columns, count=None):
        """Runs a command that must draw a table with exactly these columns; returns its rows."""
        output = cli.run(command)
        table = rows(output)
        fits = bool(table) and set(table[0]) == set(columns) and (count is None or len(table) == count)
        self.report.that(fits, f"{command}  ->  {count or 'some'} row(s) of {', '.join(sorted(columns))}", output)
        return table

    def that(self, holds, claim, seen):
        self.report.that(holds, claim, seen)

    # Users

    def users(self):
        made = self.shows(self.admin, f"CREATE USER '{self.user_email}' '{self.password}'", USER_COLUMNS, 1)
        row = made[0] if made else {}
        self.that(
            row.get("email") == self.user_email
            and re.fullmatch(HEX_ID, row.get("id", ""))
            and row.get("is_superuser") == "False",
            "  … the user that was asked for, with a 32-digit id",
            row,
        )
        self.says(
            self.admin,
            f"CREATE USER '{self.user_email}' 'again'",
            f"Fail to create user {self.user_email}, code: 409, message: User '{self.user_email}' already exists",
        )
        self.says(self.admin, "CREATE USER 'no-address' 'pw'", "code: 400, message: Invalid email address: no-address!")
        self.shows(self.admin, f"CREATE USER '{self.other_email}' 'x'", USER_COLUMNS, 1)
        listed = self.shows(self.admin, "LIST USERS", {"email", "nickname", "create_date", "is_active", "is_superuser"})
        roles = {each["email"]: (each["is_active"], each["is_superuser"]) for each in listed}
        wanted = {self.options.email: ("1", "True"), self.user_email: ("1", "False"), self.other_email: ("1", "False")}
        self.that(wanted.items() <= roles.items(), "  … the administrator and both users, with what they are", roles)
        shown = self.shows(self.admin, f"SHOW USER '{self.user_email}'", USER_COLUMNS - {"avatar"}, 1)
        self.that(shown and re.fullmatch(INSTANT, shown[0]["create_date"]), "  … with the time it was made", shown)
        self.says(
            self.admin,
            "SHOW USER 'nobody@example.com'",
            "Fail to get user nobody@example.com, code: 404, message: User 'nobody@example.com' not found",
        )
        for kind in ("DATASETS", "AGENTS"):
            self.says(self.admin, f"LIST {kind} OF '{self.user_email}'", "No data to print")
            self.says(
                self.admin,
                f"LIST {kind} OF 'nobody@example.com'",
                "code: 404, message: User 'nobody@example.com' not found",
            )

    def passwords(self):
        self.says(self.account("user"), "PING", "Server is alive")
        change = f"ALTER USER PASSWORD '{self.user_email}' 'Red-lamp-üñ-99'"
        self.says(self.admin, change, "Password updated successfully!")
        self.says(self.admin, change, "Same password, no need to update!")
        self.says(
            self.account("user"),
            "PING",
            "Login failed: Email and password do not match!",
            "Can't access server for login",
        )
        self.password = "Red-lamp-üñ-99"
        self.says(self.account("user"), "PING", "Server is alive")
        self.says(
            self.account("user", email="nobody@example.com"), "PING", "Login failed: Email and password do not match!"
        )
        self.says(
            self.admin,
            "ALTER USER PASSWORD 'nobody@example.com' 'pw'",
            "code: 404, message: User 'nobody@example.com' not found",
        )

    def activation(self):
        turn = f"ALTER USER ACTIVE '{self.user_email}'"
        self.says(self.admin, f"{turn} on", "User activate status is already on!")
        self.says(self.admin, f"{turn} OFF", "Turn off user activate status successfully!")
        self.says(self.admin, f"{turn} off", "User activate status is already off!")
        self.says(
            self.account("user"),
            "PING",
            "Login failed: This account has been disabled, please contact the administrator!",
        )
        self.says(self.account("admin"), "PING", "Login failed: Not admin")
        self.says(self.admin, f"{turn} on", "Turn on user activate status successfully!")
        self.says(
            self.admin,
            f"ALTER USER ACTIVE '{self.options.email}' off",
            f"code: 409, message: can't deactivate current user: {self.options.email}",
        )

    def administrators(self):
        self.says(self.account("admin"), "LIST USERS", "Login failed: Not admin")
        self.says(self.admin, f"GRANT ADMIN '{self.user_email}'", "Grant successfully!")
        self.says(self.admin, f"GRANT ADMIN '{self.user_email}'", f"{self.user_email} is already superuser!")
        self.says(self.account("admin"), "LIST USERS", self.user_email)
        self.says(self.admin, f"REVOKE ADMIN '{self.user_email}'", "Revoke successfully!")
        self.says(self.admin, f"REVOKE ADMIN '{self.user_email}'", f"{self.user_email} isn't superuser, yet!")
        for verb in ("GRANT", "REVOKE"):
            self.says(
                self.admin,
                f"{verb} ADMIN '{self.options.email}'",
                f"code: 409, message: can't grant current user: {self.options.email}",
            )
            self.says(
                self.admin,
                f"{verb} ADMIN 'nobody@example.com'",
                "code: 404, message: User 'nobody@example.com' not found",
            )

    # Keys

    def keys(self):
        models = f"{self.options.url}/api/v1/models"
        self.says(self.admin, f"LIST KEYS OF '{self.user_email}'", "No data to print")
        made = [self.shows(self.admin, f"GENERATE KEY FOR USER '{self.user_email}'", KEY_COLUMNS, 1) for _ in range(2)]
        kept, dropped = ([*each, {}][0].get("token", "") for each in made)
        for row in (each[0] for each in made if each):
            self.that(re.fullmatch(TOKEN, row["token"]), "  … a token in RAGFlow's form", row)
            self.that(
                re.fullmatch(r"[\w-]{32}", row["beta"]) and row["beta"] not in row["token"],
                "  … a beta not cut out of it",
                row,
            )
        listed = self.shows(self.admin, f"LIST KEYS OF '{self.user_email}'", LISTED_KEY_COLUMNS, 2)
        self.that({each["token"] for each in listed} == {kept, dropped}, "  … both, with their whole tokens", listed)
        for token in (kept, dropped):
            status, answer = http(models, token)
            self.that(status == 200 and answer["code"] == 0, "a key opens GET /api/v1/models", (status, answer))
        foreign = f"DROP KEY '{dropped}' OF '{self.other_email}'"
        unknown = "code: 404, message: API key not found or could not be deleted"
        self.says(self.admin, foreign, unknown)
        self.says(self.admin, f"DROP KEY '{dropped}' OF '{self.user_email}'", "API key deleted successfully")
        refused = (401, {"code": 109, "message": "Authentication error: API key is invalid!", "data": None})
        answer = http(models, dropped)
        self.that(answer == refused, "a dropped key is refused at once", answer)
        self.says(self.admin, f"DROP KEY '{dropped}' OF '{self.user_email}'", unknown)
        self.says(self.admin, f"DROP KEY 'a/b c%?#' OF '{self.user_email}'", unknown)
        self.that(http(models, kept)[0] == 200, "the other key goes on", http(models, kept))
        for command in ("LIST KEYS OF", "DROP KEY 'x' OF"):
            self.says(
                self.admin, f"{command} 'nobody@example.com'", "code: 404, message: User 'nobody@example.com' not found"
            )
        self.says(self.admin, "GENERATE KEY FOR USER 'nobody@example.com'", "code: 404, message: User not found!")
        return kept

    def key_follows_user(self, key):
        models = f"{self.options.url}/api/v1/models"
        self.admin.run(f"ALTER USER ACTIVE '{self.user_email}' off")
        self.that(http(models, key)[0] == 401, "a deactivated user's key is refused", http(models, key))
        self.admin.run(f"ALTER USER ACTIVE '{self.user_email}' on")
        self.that(http(models, key)[0] == 200, "… and good again when he is back", http(models, key))

    # The instance

    def instance(self):
        self.shows(self.admin, "SHOW VERSION", {"version"}, 1)
        self.says(self.admin, "PING", "Server is alive")
        login = f"LOGIN USER '{self.options.email}' PASSWORD '{self.options.password}'"
        self.says(self.admin, login, f"Login user {self.options.email} successfully")
        services = self.shows(self.admin, "LIST SERVICES", {"id", "name", "host", "port", "service_type", "status"})
        for each in services:
            self.says(self.admin, f"SHOW SERVICE {each['id']}", f"Service {each['name']} is {each['status']}")
        self.says(self.admin, "SHOW SERVICE 9999", "message: invalid service_index: 9999")
        for verb in ("STARTUP", "SHUTDOWN", "RESTART"):
            self.says(self.admin, f"{verb} SERVICE 1", f"{verb.capitalize()} service isn't implemented")
        unknown, name = f"cli.check.{secrets.token_hex(4)}", "cli.check"
        self.says(self.admin, f"SHOW VAR {unknown}", f"code: 400, message: Can't get setting: {unknown}")
        for typed, stored in (("7", "7"), ("'two words'", "two words"), ("word", "word")):
            self.says(self.admin, f"SET VAR {name} {typed}", "Set variable successfully")
            shown = self.shows(self.admin, f"SHOW VAR {name}", {"name", "source", "data_type", "value"}, 1)
            self.that(shown and shown[0]["value"] == stored, "  … with the value that was set", shown)
        listed = self.shows(self.admin, "LIST VARS", {"name", "source", "data_type", "value"})
        self.that(name in [each["name"] for each in listed], "  … the new one among them", listed)
        self.shows(self.admin, "LIST CONFIGS", {"id", "name", "host", "port", "service_type", "status"})
        settings = self.admin.run("LIST ENVS")
        self.that({"env", "value"} == set([*rows(settings), {}][0]), "LIST ENVS  ->  rows of env, value", settings)
        self.that(self.options.password not in settings, "  … without the administrator's password", settings)

    def not_here(self):
        for command in (
            "LIST ROLES",
            "CREATE ROLE editor",
            "CREATE ROLE editor DESCRIPTION 'edits'",
            "ALTER ROLE editor SET DESCRIPTION 'edits'",
            "SHOW ROLE editor",
            "DROP ROLE editor",
            f"ALTER USER '{self.user_email}' SET ROLE editor",
            f"SHOW USER PERMISSION '{self.user_email}'",
            "SHOW FINGERPRINT",
            "SET LICENSE 'none'",
            "SET LICENSE CONFIG 1 2",
            "SHOW LICENSE",
            "CHECK LICENSE",
            "LIST SERVER CONFIGS",
        ):
            self.says(self.admin, command, NOT_HERE)

    # User mode

    def user_mode(self, key):
        user = self.account("user")
        self.says(user, "PING", "Server is alive")
        version = self.says(user, "SHOW VERSION", "version")
        self.that(re.search(r"\d+\.\d+\.\d+", version), "  … with a number", version)
        self.says(user, "SHOW CURRENT USER", "show current user")
        login = f"LOGIN USER '{self.user_email}' PASSWORD '{self.password}'"
        self.says(user, login, f"Login user {self.user_email} successfully")
        register = ("register", "user", f"'{self.user_email}'", "as", "'nick'", "password", "'pw'")
        output = user.run(*register)
        self.that("code: 108, message: User registration is disabled!" in output, " ".join(register), output)
        providers = self.shows(user, "LIST MODEL PROVIDERS", {"model provider", "models"}, 1)
        self.that(providers and providers[0]["model provider"] == "Builtin", "  … only Builtin so far", providers)
        self.says(user, "LIST DEFAULT MODELS", "No data to print")
        self.provider_refusals(user)
        self.connect(key)
        listed = self.shows(user, "LIST MODEL PROVIDERS", {"model provider", "models"}, 3)
        self.that(
            [each["model provider"] for each in listed if "check-chat" in each["models"]] == ["Ollama"],
            "  … what was connected with the key, as it names its models",
            listed,
        )
        self.default_models(user)
        self.says(user, "DROP MODEL PROVIDER 'Ollama'", "Success to drop model provider Ollama")
        left = {each["model_category"]: each["model_name"] for each in rows(user.run("LIST DEFAULT MODELS"))}
        self.that(left == {"TTS": "check-tts"}, "  … and with it the defaults that pointed there", left)
        self.says(user, "DROP MODEL PROVIDER 'Ollama'", "code: 102, message: LLM factory Ollama is not configured")
        self.says(user, "DROP MODEL PROVIDER 'Xinference'", "Success to drop model provider Xinference")
        self.says(user, "LIST DEFAULT MODELS", "No data to print")
        if self.options.provider:
            self.good_provider(user, *self.options.provider.split("=", 1))

    def provider_refusals(self, user):
        self.says(user, "CREATE MODEL PROVIDER 'Builtin' 'x'", "code: 101, message: LLM factory Builtin is not allowed")
        self.says(user, "CREATE MODEL PROVIDER 'Nix' 'x'", "code: 101, message: LLM factory Nix is not allowed")
        for factory in ("Nix", "Builtin"):
            self.says(
                user, f"DROP MODEL PROVIDER '{factory}'", f"code: 101, message: LLM factory {factory} is not allowed"
            )
        output = self.says(
            user,
            f"CREATE MODEL PROVIDER 'OpenAI' '{NEVER_A_PROVIDER_KEY}'",
            "Fail to add model provider OpenAI, code: 102, message:",
            "Fail to access model(OpenAI/",
            " using this api key.",
        )
        self.that(NEVER_A_PROVIDER_KEY not in output, "  … without the key itself", output)

    def connect(self, key):
        """Self-deployed models are saved untried, and a name that does not resolve is no reason to refuse them."""
        types = {"Ollama": ("chat", "embedding", "image2text"), "Xinference": ("rerank", "speech2text", "tts")}
        for factory, model_type in ((factory, each) for factory, served in types.items() for each in served):
            body = {"llm_factory": factory, "base_url": "http://models.invalid:9997/v1"}
            body |= {"llm_name": f"check-{model_type.replace('image2text', 'vision')}", "model_type": model_type}
            answer = http(f"{self.options.url}/api/v1/models", key, "POST", body)
            self.that(answer[0] == 200, f"a key adds {factory}'s {model_type} model", answer)

    def default_models(self, user):
        slots = {
            "LLM": ("check-chat", "LLM"),
            "VLM": ("check-vision@Ollama", "VLM"),
            "EMBEDDING": ("check-embedding", "Embedding"),
            "ASR": ("check-speech2text@Xinference", "ASR"),
            "TTS": ("check-tts", "TTS"),
        }
        for kind, (model, _) in slots.items():
            self.says(user, f"SET DEFAULT {kind} '{model}'", "Success to set default llm to")
        listed = {each["model_category"]: each["model_name"] for each in rows(user.run("LIST DEFAULT MODELS"))}
        wanted = {category: model for model, category in slots.values()}
        self.that(listed == wanted, "LIST DEFAULT MODELS  ->  the five that were set", listed)
        self.says(
            user,
            "SET DEFAULT LLM 'check-embedding'",
            "code: 101, message: Model 'check-embedding' (type: chat) is not configured.",
        )
        for kind in ("ASR", "VLM"):
            self.says(user, f"RESET DEFAULT {kind}", "Success to set default llm to")
        listed = {each["model_category"]: each["model_name"] for each in rows(user.run("LIST DEFAULT MODELS"))}
        wanted = {category: model for category, model in wanted.items() if category not in ("ASR", "VLM")}
        self.that(listed == wanted, "LIST DEFAULT MODELS  ->  the three that are left", listed)
        # The client forgets to send this one, and says Success all the same.
        self.says(user, "SET DEFAULT RERANKER 'check-rerank'", "Success to set default llm to")

    def good_provider(self, user, factory, api_key):
        self.says(user, f"CREATE MODEL PROVIDER '{factory}' '{api_key}'", f"Success to add model provider {factory}")
        listed = rows(user.run("LIST MODEL PROVIDERS"))
        self.that(factory in [each["model provider"] for each in listed], "  … it is listed", listed)
        self.that(api_key not in str(listed), "  … without its key", listed)
        self.says(user, f"DROP MODEL PROVIDER '{factory}'", f"Success to drop model provider {factory}")

    # SDK

    def sdk(self, key):
        model = {
            "llm_factory": "Ollama",
            "base_url": "http://models.invalid:11434",
            "llm_name": "sdk-chat",
            "model_type": "chat",
        }
        empty = dict.fromkeys(DEFAULTS, "")
        listed = {"type": "chat", "name": "sdk-chat", "used_token": 0, "status": "1"}
        details = listed | {"api_base": model["base_url"], "max_tokens": 8192}
        script = [
            ("post", "/models", model, 200, 0, "Success", True),
            ("get", "/models", None, 200, 0, "Success", [listed]),
            ("get", "/models", {"include_details": True}, 200, 0, "Success", [details]),
            ("post", "/models/default", {"llm_id": "sdk-chat"}, 200, 0, "Success", True),
            ("get", "/models/default", None, 200, 0, "Success", empty | {"llm_id": "sdk-chat"}),
            ("post", "/models/default", {}, 400, 101, "At least one model ID must be provided", None),
            ("post", "/models/default", {"llm_id": None}, 200, 0, "Success", True),
            ("get", "/models/default", None, 200, 0, "Success", empty),
            ("post", "/models", {"llm_factory": "Builtin"}, 400, 101, "LLM factory Builtin is not allowed", None),
            ("post", "/models", None, 400, 101, "Invalid request body", None),
            ("delete", "/models", {"llm_factory": "Ollama"}, 200, 0, "Success", True),
            ("delete", "/models", {"llm_factory": "Ollama"}, 404, 102, "LLM factory Ollama is not configured", None),
            ("delete", "/models", {}, 400, 101, "llm_factory is required", None),
        ]
        calls = [[method, path, given] for method, path, given, *_ in script]
        answers = self.sdk_answers(key, calls)
        for (method, path, given, *wanted), (status, body) in zip(script, answers, strict=False):
            seen = body.get("data")
            data = seen.get("Ollama", {}).get("llm") if seen and (method, path) == ("get", "/models") else seen
            claim = f"sdk.{method}({path!r}, {given})  ->  {wanted[0]} {wanted[1]} {wanted[2]}"
            self.that([status, body.get("code"), body.get("message"), data] == wanted, claim, (status, body))
        (status, body), *_ = self.sdk_answers("ragflow-" + "x" * 43, [["get", "/models", None]])
        refused = (401, 109, "Authentication error: API key is invalid!")
        self.that(
            (status, body.get("code"), body.get("message")) == refused,
            "sdk with a wrong key  ->  401 109",
            (status, body),
        )

    def sdk_answers(self, key, calls):
        run = subprocess.run(
            [self.options.sdk_python, "-c", SDK_CALLS],
            input=json.dumps([self.options.url, key, calls]),
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        answers = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("[")]
        self.that(len(answers) == len(calls), f"the SDK reads all {len(calls)} answers", run.stderr)
        return answers or [[0, {}]]

    # Together

    def removal(self):
        self.says(
            self.admin, "DROP USER 'nobody@example.com'", "code: 404, message: User 'nobody@example.com' not found"
        )
        self.says(self.admin, f"DROP USER '{self.user_email}'", "code: -1", "is active and can't be deleted.")
        for email in (self.user_email, self.other_email):
            self.admin.run(f"ALTER USER ACTIVE '{email}' off")
            self.says(self.admin, f"DROP USER '{email}'", "Successfully deleted user. Details:")
        self.says(self.admin, f"SHOW USER '{self.user_email}'", "code: 404")

    def unreadable(self):
        for mode in ("admin", "user"):
            output = Cli(self.options.program, self.options.url, mode, self.options.email, self.options.password).run(
                "PING"
            )
            clear = "Login failed:" in output and "RAGFLOW_PRIVATE_KEY_FILE" in output
            self.that(clear, f"signing in ({mode}) without a key to read the password says so", output)

    def run(self):
        if self.options.unreadable:
            self.unreadable()
            return
        wrong = Cli(self.options.program, self.options.url, "admin", self.options.email, "not-it")
        self.says(
            wrong, "LIST USERS", "Login failed: Email and password do not match!", "Can't access server for login"
        )
        try:
            self.users()
            self.passwords()
            self.activation()
            self.administrators()
            key = self.keys()
            self.key_follows_user(key)
            self.instance()
            self.not_here()
            self.user_mode(key)
            if self.options.sdk_python:
                self.sdk(key)
        finally:
            self.removal()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True, help="where the server is, such as http://127.0.0.1:3000")
    parser.add_argument("--email", required=True, help="an instance administrator's address")
    parser.add_argument("--password", required=True, help="and password")
    parser.add_argument("--sdk-python", help="a Python that has ragflow-sdk")
    parser.add_argument("--provider", metavar="FACTORY=API_KEY", help="a factory that this server can really connect")
    parser.add_argument("--unreadable", action="store_true", help="the server has no key to read encrypted passwords")
    parser.add_argument("program", nargs=argparse.REMAINDER, help="the ragflow-cli program and its leading arguments")
    options = parser.parse_args()
    if not options.program:
        parser.error("name the ragflow-cli program to run")
    check = Check(options)
    check.run()
    print(f"\n{check.report.passed} held, {check.report.failed} failed")
    sys.exit(1 if check.report.failed else 0)


if __name__ == "__main__":
    main()
