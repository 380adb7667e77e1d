"""A local server that answers as Chatwoot's and ASAPP's documents say, and that misbehaves as it is told."""

import json
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN, ASAPP_ID, ASAPP_SECRET = 'tok"en\\7f3a', "id-5e1b", "secret-9c2d"
ACCOUNT = 3
FIRST = 1767600000  # 5 January 2026


class World:
    """The conversations of both platforms, and what is wrong with the server."""

    def __init__(self, conversations=60, messages=None, first_id=0):
        self.lock = threading.Lock()
        self.requests = []  # (seconds, path)
        self.faults = []  # (pattern, [fault, ...]): what the first requests of each path that matches get
        self.seen = {}
        self.page_size = 25
        self.repeats_list = self.ignores_before = self.endless_messages = self.says_count = False
        self.says_count = True
        self.conversations = {}
        for n in range(1, conversations + 1):
            self.conversations[first_id + n] = self.conversation(n, first_id, messages)

    def conversation(self, n, first_id, messages):
        count = messages if messages is not None else [3, 1, 20, 21, 45, 2, 0][n % 7]
        begin, log = FIRST + n * 700, []
        for m in range(count):
            agent = m % 2 == 1
            log.append({
                "id": first_id * 3 + n * 1000 + m * 3, "content": f'"{n}": 12345678901234567890, {{[\\ ä {m}',
                "inbox_id": 1 + n % 2, "message_type": 1 if agent else 0, "created_at": begin + m * (40 + n % 9),
                "private": False, "content_type": "text", "status": "sent", "content_attributes": {},
                "sender": {"id": first_id + 70 + n % 3, "name": f"Agent {n % 3}", "type": "user"} if agent
                else {"id": first_id + n, "name": f"Customer {n}", "type": "contact"}})
        return {"n": n, "messages": log, "status": "open", "active": log[-1]["created_at"] if log else begin}

    def write(self, identifier, text="more"):
        """A customer writes a further message."""
        conversation = self.conversations[identifier]
        last = conversation["messages"][-1]
        newest = max(c["active"] for c in self.conversations.values())
        conversation["active"] = newest + 60
        conversation["messages"].append(last | {"id": last["id"] + 1, "content": text, "created_at": newest + 60})

    # Chatwoot: list of conversations, messages before an id, inboxes.

    def chatwoot_record(self, identifier):
        c = self.conversations[identifier]
        return {
            "meta": {"sender": {"id": identifier, "name": f"Customer {c['n']}"}, "channel": "Channel::WebWidget",
                     "assignee": {"id": 70 + c["n"] % 3, "name": f"Agent {c['n'] % 3}"}},
            "id": identifier, "messages": [m | {"conversation_id": identifier} for m in c["messages"][-1:]],
            "account_id": ACCOUNT, "inbox_id": 1 + c["n"] % 2, "labels": ["a"] if c["n"] % 5 == 0 else [],
            "status": c["status"], "created_at": FIRST + c["n"] * 700, "timestamp": c["active"],
            "last_activity_at": c["active"], "unread_count": 0, "custom_attributes": {}}

    def chatwoot_list(self, page):
        order = sorted(self.conversations, key=lambda i: (-self.conversations[i]["active"], i))
        if self.repeats_list:
            page = min(page, self.repeats_list)
        found = order[(page - 1) * self.page_size:page * self.page_size]
        meta = {"mine_count": 0, "unassigned_count": 0} | ({"all_count": len(order)} if self.says_count else {})
        return {"data": {"meta": meta, "payload": [self.chatwoot_record(i) for i in found]}}

    def chatwoot_messages(self, identifier, before):
        log = self.conversations[identifier]["messages"]
        if self.endless_messages == identifier:
            top = before or 10**15
            log = [log[0] | {"id": top - 20 + k} for k in range(20)]
        elif before and self.ignores_before != identifier:
            log = [m for m in log if m["id"] < before]
        return {"meta": {"labels": [], "contact": {"id": identifier}},
                "payload": [m | {"conversation_id": identifier} for m in log[-20:]]}

    def inboxes(self):
        return {"payload": [{"id": i, "channel_id": i, "name": f"Inbox {i}", "channel_type": "Channel::WebWidget"}
                            for i in (1, 2)]}

    # ASAPP: conversations by external id, messages of a conversation. Long lists have a cursor.

    def external(self, identifier):
        n = self.conversations[identifier]["n"]
        return [f"ext-{n}", f"ext {n}/ü&?", f".{n}'\"\\"][n % 3]

    def asapp_record(self, identifier):
        n = self.conversations[identifier]["n"]
        return {"id": f"01BX{identifier:022d}", "externalId": self.external(identifier),
                "agent": {"externalId": f"agent-{n % 3}", "name": f"Agent {n % 3}"},
                "customer": {"externalId": identifier, "name": f"Customer {n}"},
                "metadata": {"queue": f"queue-{n % 2}"}}

    def asapp_messages(self, identifier, cursor):
        start = int(cursor or 0)
        log = self.conversations[identifier]["messages"]
        stamp = lambda s: time.strftime("%Y-%m-%dT%H:%M:%S.250Z", time.gmtime(s))
        items = [{"text": m["content"], "messageId": f"01GM{m['id']}", "createdTimestamp": stamp(m["created_at"]),
                  "clientTimestamp": stamp(m["created_at"] - 1),
                  "sender": {"role": "agent" if m["message_type"] else "customer", "externalId": m["sender"]["id"]}}
                 for m in log[start:start + 20]]
        more = {"nextCursor": str(start + 20)} if start + 20 < len(log) else {}
        if self.endless_messages == identifier:
            more = {"nextCursor": str(start + 1)}
        if self.ignores_before == identifier:
            more = {"nextCursor": "20"}
        return {"items": items} | more

    def answer(self, path, headers):
        """The status and the value for a request, without faults."""
        url = urlsplit(path)
        query = {k: v[-1] for k, v in parse_qs(url.query).items()}
        if url.path.startswith("/api/v1/accounts/"):
            if headers.get("api_access_token") != TOKEN:
                return 401, {"errors": ["Invalid Access Token"]}
            if match := re.fullmatch(rf"/api/v1/accounts/{ACCOUNT}/conversations/(\d+)/messages", url.path):
                if int(match[1]) not in self.conversations:
                    return 404, {"error": "Resource could not be found"}
                return 200, self.chatwoot_messages(int(match[1]), int(query.get("before", 0)))
            if url.path == f"/api/v1/accounts/{ACCOUNT}/conversations" and query.get("status") == "all":
                return 200, self.chatwoot_list(int(query.get("page", 1)))
            if url.path == f"/api/v1/accounts/{ACCOUNT}/inboxes":
                return 200, self.inboxes()
            return 404, {"error": "Resource could not be found"}
        error = lambda code, message: {"error": {"requestId": "8e033668", "code": code, "message": message}}
        if (headers.get("asapp-api-id"), headers.get("asapp-api-secret")) != (ASAPP_ID, ASAPP_SECRET):
            return 401, error("401-01", "Unauthorized")
        if url.path == "/conversation/v1/conversations":
            if "externalId" not in query:
                return 400, error("400-01", "Bad request")
            return 200, {"items": [self.asapp_record(i) for i in self.conversations
                                   if self.external(i) == query["externalId"]]}
        if match := re.fullmatch(r"/conversation/v1/conversations/01BX(\d+)/messages", url.path):
            return 200, self.asapp_messages(int(match[1]), query.get("cursor"))
        return 404, error("404-01", "Not Found")

    def fault(self, path):
        """Notes a request, and returns what is wrong with its answer, or None."""
        with self.lock:
            self.requests.append((time.monotonic(), path))
            nth = self.seen[path] = self.seen.get(path, 0) + 1
            for pattern, faults in self.faults:
                if re.search(pattern, unquote(path)):
                    if faults[-1] == "always":
                        return faults[(nth - 1) % (len(faults) - 1)]
                    return faults[nth - 1] if nth <= len(faults) else None
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def send(self, status, body, kind="application/json; charset=utf-8", length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        world = self.server.world
        fault = world.fault(self.path)
        status, value = world.answer(self.path, self.headers)
        body = json.dumps(value, ensure_ascii=False, indent=1 if fault == "pretty" else None).encode()
        html = b"<html><body><h1>502 Bad Gateway</h1>" + b"x" * (len(body) + 5000) + b"</body></html>"
        if fault == "429":
            self.send(429, b'{"error":{"code":"429-01","message":"Too Many Requests"}}', Retry_After="1")
        elif fault == "503":
            self.send(503, b'{"error":{"requestId":"r-503","code":"503-01","message":"Service Unavailable"}}')
        elif fault == "html502":
            self.send(502, html, "text/html")
        elif fault == "html200":
            self.send(200, html, "text/html")
        elif fault == "empty":
            self.send(200, b"")
        elif fault == "cut":  # fewer bytes than promised
            self.close_connection = True
            self.send(200, body[:len(body) * 2 // 3], length=len(body))
        elif fault == "short":  # cut off, and nothing promised more
            self.send(200, body[:len(body) // 2])
        elif fault == "other":
            self.send(200, b'{"message":"Please log in"}')
        elif fault == "reset":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self.send(status, body)


def serve(world):
    """Starts the server, and returns it; `server.url` is its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.world = world
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
