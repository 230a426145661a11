// The floor: a Durable Object that inserts one row for each frame and echoes it. Nothing else.
export class Bare {
  constructor(state) {
    this.state = state;
    this.sql = state.storage.sql;
    this.sql.exec("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  }

  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.state.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, text) {
    this.sql.exec("INSERT INTO row (text) VALUES (?)", text);
    socket.send(text);
  }

  webSocketClose(socket) {
    socket.close();
  }
}

export default {
  fetch(request, env) {
    const name = new URL(request.url).pathname;
    return env.OBJECT.get(env.OBJECT.idFromName(name)).fetch(request);
  },
};
