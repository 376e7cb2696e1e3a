/** The program's sign in a browser's tab: a tick over three bars of a signal. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#164a86"/>' +
  '<path d="M7 25v-5M14 25v-9M21 25V12" stroke="#a9cdf7" stroke-width="4" stroke-linecap="round"/>' +
  '<path d="M7 11l5 4L25 5" stroke="#fff" stroke-width="3" fill="none" stroke-linecap="round" stroke-linejoin="round"/></svg>';
