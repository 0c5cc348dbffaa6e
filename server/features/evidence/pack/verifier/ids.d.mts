/** For the server, whose types know no JavaScript. */
export function tellsOfPeople(path: string): boolean;
export function findPeople(value: unknown, found: (personId: string) => void): void;
