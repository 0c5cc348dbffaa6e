// @ts-check
// Where in a pack somebody is meant by their id. Whoever makes a pack finds people by the same, so that none is missed.

const TELLS_OF_PEOPLE =
  /^(?:record|checks|halls|viewers|log)\/|^sheets\/sheets\.json$|^(?:corrections|objections|scores)\.json$/u;
const ONE_PERSON = /^personId$|^byId$|ById$/u;
const MANY_PEOPLE = new Set(['personIds', 'confirmedIds', 'unanswered', 'excused', 'notDelivered']);

/** @param {string} path */
export function tellsOfPeople(path) {
  return TELLS_OF_PEOPLE.test(path);
}

/**
 * All ids of people in a file of a pack; of an event, those in the text that was hashed too.
 * @param {any} value @param {(personId: string) => void} found
 */
export function findPeople(value, found) {
  if (Array.isArray(value)) {
    for (const each of value) findPeople(each, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (typeof part === 'string' && ONE_PERSON.test(name)) found(part);
    else if (Array.isArray(part) && MANY_PEOPLE.has(name)) part.forEach(found);
    else if (name === 'body' && typeof part === 'string') findPeople(parse(part), found);
    else findPeople(part, found);
  }
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
