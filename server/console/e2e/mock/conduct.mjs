// Findings and cases of the sample town: one late arrival that the facts show, one question, and a complaint with an answer.

const MINUTE = 60_000;
const DEPARTMENT = { least: 10_000, most: 100_000 };

export function findings(now) {
  const at = now - 30 * MINUTE;
  const shown = {
    basis: 'late_arrival',
    clause: '5.4',
    off_post: false,
    verdict: 'missed',
    at,
    quality: 'verified',
    about: 'order:W-1043',
    persons: [{ id: 'k1', name: '赵强' }],
    department: '淇滨供水分公司',
    evidence: [
      { event: [0, 12], fact: 'order_dispatched', at: [at - 60 * MINUTE, 0], quality: 'verified' },
      {
        event: [3, 41],
        fact: 'order_arrived',
        at: [at + 12 * MINUTE, 0],
        quality: 'verified',
        by: { id: 'k1', name: '赵强' },
      },
    ],
    counted: [],
    proposed: { department: DEPARTMENT },
  };
  return [
    { breach: 'order:W-1043/late_arrival', ...shown },
    {
      ...shown,
      breach: 'order:W-1038/late_repair',
      basis: 'late_repair',
      verdict: 'indeterminate',
      about: 'order:W-1038',
    },
  ];
}

const entered = {
  reward: false,
  off_post: false,
  department: '淇滨供水分公司',
  units: 1,
  rulebook: 1,
  evidence: [],
  counted: [],
  answers: [],
  cleared: false,
};

export function cases(now) {
  return [
    {
      ...entered,
      id: 'K-3',
      basis: 'service',
      clause: '5.2',
      source: 'hotline',
      happened_on: '2026-11-20',
      summary: '抄表员态度生硬',
      person: { id: 'w1', name: '王芳' },
      stage: 'investigated',
      opened_at: [now - 600 * MINUTE, 0],
      investigated: { at: [now - 300 * MINUTE, 0], text: '已听录音' },
      answers: [{ at: [now - 60 * MINUTE, 0], text: '当时井里有水，我请用户稍等' }],
      proposed: { person: { least: 10_000, most: 10_000 }, department: { least: 20_000, most: 20_000 } },
    },
  ];
}

export function taken(found, body, now) {
  return {
    ...entered,
    id: 'f1',
    basis: found.basis,
    clause: found.clause,
    source: 'facts',
    happened_on: '2026-11-23',
    summary: body.summary,
    department: found.department,
    person: found.persons.find((one) => one.id === body.person),
    about: found.about,
    evidence: found.evidence,
    stage: 'received',
    opened_at: [now, 0],
    proposed: found.proposed,
  };
}

export function step(one, name, body, now) {
  const at = [now, 0];
  if (name === 'investigation')
    Object.assign(one, { stage: 'investigated', investigated: { at, text: body.note } });
  if (name === 'conclusion') {
    Object.assign(one, {
      stage: body.confirmed ? 'confirmed' : 'not_confirmed',
      concluded: { at, text: body.reason },
    });
  }
  if (name === 'decision') {
    const amounts = { person_fen: -(body.person_fen ?? 0), department_fen: -(body.department_fen ?? 0) };
    Object.assign(one, {
      stage: 'decided',
      decided: { waived: body.waived, ...amounts, at, reason: body.reason },
    });
  }
}

export function ledger(all, month) {
  const lines = all
    .filter((one) => one.decided)
    .map(({ id, basis, clause, happened_on, person, department, decided }) => ({
      ...{ case: id, basis, clause, happened_on, person, department, decided_at: decided.at[0] },
      ...{ person_fen: decided.person_fen, department_fen: decided.department_fen },
    }));
  const sum = lines.reduce((total, line) => total + line.department_fen, 0);
  const departments = lines.length > 0 ? [{ department: entered.department, fen: sum }] : [];
  return { month, lines, persons: [], departments };
}
