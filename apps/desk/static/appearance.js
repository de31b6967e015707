// Before the first paint: the language and the theme that were chosen, else those of the device. Kept in step with
// src/lib/appearance.svelte.ts.
(() => {
  const root = document.documentElement;
  const language = /(?:^|; )lumbung_language=(id|en)/.exec(document.cookie)?.[1];
  if (language) root.lang = language;
  let chosen = null;
  try {
    chosen = localStorage.getItem('lumbung.theme');
  } catch {
    // Storage may be switched off: then the device decides.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = isDark ? 'dark' : 'light';
})();
