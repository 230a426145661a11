// From what the frame tells to the events of the page: what differs from before is news. What people write is not told.

const WAITING = ['requested', 'queued', 'offline_form'];

/** Of one visitor. The first view is how things stand, and no news. */
export function follower(emit) {
  let view, writer, hasTimedOut;

  function follow(next) {
    const before = view;
    view = next;
    const { phase, agent, position, available } = next;
    if (typeof available === 'boolean' && (!before || available !== before.available)) emit('availability', { available });
    if (!before) return;
    const wait = typeof next.waitFrom === 'number' ? { fromSeconds: next.waitFrom, toSeconds: next.waitTo } : undefined;
    const isNew = phase !== before.phase;
    const waited = WAITING.includes(before.phase);
    const waits = WAITING.includes(phase);
    if (waits && !waited) emit('handover:requested');
    if (isNew && phase === 'queued') emit('handover:queued', { position, wait });
    if (position && position !== before.position) emit('handover:position', { position, wait });
    if (waited && !waits) ended(next);
    if (agent !== before.agent) {
      if (before.agent) emit('agent:left', { name: before.agent });
      if (agent) emit('agent:joined', { name: agent });
    }
    if (isNew && phase === 'resolved') emit('conversation:ended');
  }

  function ended({ phase, agent }) {
    if (phase === 'assigned') emit('handover:accepted', { agent });
    if (phase === 'awaiting_follow_up') emit('offline:submitted');
    const back = hasTimedOut ? 'timed_out' : 'cancelled';
    emit('handover:ended', { end: { assigned: 'accepted', awaiting_follow_up: 'offline_message' }[phase] || back });
  }

  const told = {
    view: follow,
    message({ from, name, seq }) {
      if (from === 'visitor') emit('message:sent', { seq });
      else if (from === 'system') hasTimedOut = name === 'timed_out';
      else emit('message:received', { seq, from, name: name || undefined });
    },
    typing({ name }) {
      if (writer || name) emit('agent:typing', { name: name || writer, on: !!name });
      writer = name;
    },
    started: ({ id }) => emit('conversation:started', { id }),
    rated: ({ score }) => emit('rating:submitted', { score }),
    prechat: () => emit('prechat:submitted'),
    error: ({ code, message }) => emit('error', { code, message }),
  };
  return (said) => Object.hasOwn(told, said.type) && told[said.type](said);
}
