/** Shown under any address while there is no network, so it must need no script of its own. */
export const csr = false;
