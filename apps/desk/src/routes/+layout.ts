/** Files only: the house sends one page, and the browser asks the API. */
export const ssr = false;
export const prerender = false;
