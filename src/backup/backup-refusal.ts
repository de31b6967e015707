/** Why a backup or a restore is refused: words that scripts may switch on. Nothing has been changed. */
export type BackupRefusalCode =
  | 'backup.not-found'
  | 'backup.foreign'
  | 'backup.newer'
  | 'backup.damaged'
  | 'backup.other-key'
  | 'backup.not-empty'
  | 'backup.no-database';

/** The expected no of `lumbung backup` and `lumbung restore`; its message begins with the code. */
export class BackupRefusal extends Error {
  readonly code: BackupRefusalCode;
  constructor(code: BackupRefusalCode, sentence: string) {
    super(`${code}: ${sentence}`);
    this.name = 'BackupRefusal';
    this.code = code;
  }
}
