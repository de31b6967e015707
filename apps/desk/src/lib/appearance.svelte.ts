/** Light, dark, or as the device has it. The choice stays in this browser; static/appearance.js reads it before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'lumbung.theme';

class Appearance {
  theme: Theme = $state(stored());

  choose(theme: Theme): void {
    this.theme = theme;
    try {
      if (theme === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, theme);
    } catch {
      // Storage may be switched off: the choice then lasts as long as the page.
    }
    this.apply();
  }

  apply(): void {
    const isDark =
      this.theme === 'dark' || (this.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', isDark ? '#14161f' : '#fffdf8');
  }

  /** Follows the device while nothing else was chosen. @returns stops following. */
  follow(): () => void {
    const device = matchMedia('(prefers-color-scheme: dark)');
    const onchange = () => this.apply();
    device.addEventListener('change', onchange);
    this.apply();
    return () => device.removeEventListener('change', onchange);
  }
}

function stored(): Theme {
  try {
    const chosen = localStorage.getItem(key);
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  } catch {
    return 'system';
  }
}

export const appearance = new Appearance();
