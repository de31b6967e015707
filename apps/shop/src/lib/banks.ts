/** Banks by their national clearing code, as the API and the banks themselves name them. */
export const banks: { value: string; label: string }[] = [
  { value: '014', label: 'BCA' },
  { value: '009', label: 'BNI' },
  { value: '002', label: 'BRI' },
  { value: '008', label: 'Mandiri' },
  { value: '451', label: 'BSI' },
  { value: '022', label: 'CIMB Niaga' },
  { value: '013', label: 'Permata' },
];
