/** The parts of `package-lock.json` that matter here. */
export type LockEntry = {
  version?: string;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optional?: boolean;
  dev?: boolean;
};
export type LockFile = { packages: Record<string, LockEntry> };

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * Programs for other systems that the lock file forgot. npm leaves out what the registry at hand does not offer, and
 * then `npm ci` refuses the file, or installs nothing for people on those systems. Their versions are named exactly by
 * the package that wants them; their checksums are not known here.
 */
export function missingPlatforms(lock: LockFile): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (!platform || !EXACT.test(version) || isThere(lock, parent, name)) continue;
      missing[placeFor(lock, parent, name)] = {
        version,
        ...platform,
        optional: true,
        ...(entry.dev ? { dev: true } : {}),
      };
    }
  }
  return missing;
}

function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | undefined {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const isMusl = words.some((word) => word.startsWith('musl'));
  if (os.length + cpu.length === 0) return undefined;
  const libc = os[0] === 'linux' ? { libc: [isMusl ? 'musl' : 'glibc'] } : {};
  return { ...libc, ...(os.length > 0 ? { os } : {}), ...(cpu.length > 0 ? { cpu } : {}) };
}

/** Node looks for a package in every node_modules folder from its user upwards. */
function isThere({ packages }: LockFile, parent: string, name: string): boolean {
  for (let folder = parent; ; folder = above(folder)) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** At the top, unless another version stands there. */
function placeFor({ packages }: LockFile, parent: string, name: string): string {
  const top = `node_modules/${name}`;
  return packages[top] ? `${parent}/${top}` : top;
}

function above(folder: string): string {
  const cut = folder.lastIndexOf('/node_modules/');
  return cut < 0 ? '' : folder.slice(0, cut);
}
