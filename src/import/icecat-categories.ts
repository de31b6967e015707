/**
 * The Icecat file names no category. These rules read one from the title and from which attributes a product carries;
 * the first that fits wins, so the narrow ones stand before the wide ones. What no rule knows goes to "Lainnya".
 */

type Rule = { path: readonly [root: string, leaf: string]; title?: RegExp; has?: RegExp };

const RULES: readonly Rule[] = [
  {
    path: ['Cetak', 'Toner & Tinta'],
    title:
      /\b(toner|ink(jet)? (cartridge|tank|bottle)|print ?head|ink cartridges?|singlepack|multipack|photoconductor|imaging (unit|drum)|printer (ribbon|drum)|waste toner)\b/i,
  },
  {
    path: ['Cetak', 'Toner & Tinta'],
    has: /^attr_(t_ink_type|n_black_toner_page_yield|t_print_technology)$/,
    title: /\b(cartridge|original|compatible|drum|ink|ribbon)\b/i,
  },
  {
    path: ['Cetak', 'Suku Cadang Printer'],
    title:
      /\b(fuser|maintenance kit|transfer (belt|kit|unit|roll)|developer unit|feeder|finisher|stapl\w+ (cartridge|unit)|paper tray|input tray|duplex unit|print server|roller kit)\b/i,
  },
  { path: ['Audio & Video', 'Proyektor & Layar'], title: /\b(projector|projection|projector lamp|lamp for)\b/i },
  {
    path: ['Cetak', 'Printer & Pemindai'],
    title: /\b(printer|multifunction\w*|mfp|scanner|plotter|fax|photocopier|copier)\b/i,
  },
  {
    path: ['Kantor', 'Kertas & Label'],
    title:
      /\b(label|labels|paper|envelopes?|sheets|sticker|stickers|photo corners|transparenc\w+|printing film|labelling)\b/i,
  },
  {
    path: ['Daya', 'Baterai & Pengisi'],
    title: /\b(batter(y|ies)|charger|power bank|single-use|rechargeable|nimh|lithium)\b/i,
  },
  {
    path: ['Jaringan', 'Kabel Jaringan'],
    title:
      /\b(networking cable|patch (cable|cord|lead)|fib(er|re) (optic )?cable|cat ?[567][ae]?\b.*cable|utp|ftp|duplex .*(multimode|cable)|ethernet cable)/i,
  },
  {
    path: ['Kabel & Adaptor', 'Kabel Listrik'],
    title: /\b(power (cable|cord|extension)|extension cord|iec|power outlet extension|kettle lead)\b/i,
  },
  {
    path: ['Kabel & Adaptor', 'Kabel USB & Data'],
    title:
      /\b(usb cable|serial cable|parallel cable|sata cable|firewire cable|scsi cable|internal .*cable|cable .*usb|printer cable|lightning cable|sas cable|ide\/ata|serial attached)/i,
  },
  {
    path: ['Kabel & Adaptor', 'Kabel Audio & Video'],
    title:
      /\b((hdmi|dvi\w*|vga|displayport|audio|video|rca|coax\w*|component|s-video|scart|jack) .*cable|cable .*(hdmi|dvi|vga|displayport|audio|rca)|composite video|kvm cable)/i,
  },
  { path: ['Jaringan', 'KVM & Konsol'], title: /\bkvm\b|\bconsole (switch|server)\b/i },
  {
    path: ['Kabel & Adaptor', 'Adaptor & Konverter'],
    title:
      /\b(adapters?|converter|coupler|splitter|gender changer|extender|interface hub|usb hub|\d-port hub|docking|dongle|interface cards\/adapter|terminator|connector)\b/i,
  },
  { path: ['Kabel & Adaptor', 'Kabel Lainnya'], title: /\b(cable|cord|lead|wire connector)\b/i },
  { path: ['Daya', 'UPS'], title: /\b(uninterruptible|ups\b|line-interactive|double-conversion)/i },
  {
    path: ['Daya', 'Distribusi Daya'],
    title: /\b(pdu|power distribution|surge protector|power strip|inverter|isolation transformer|voltage regulator)\b/i,
  },
  {
    path: ['Komputer', 'Catu Daya & Pendingin'],
    title: /\b(power supply unit|psu|heatsink|cooling|computer cooler|cooler|fan tray|hardware cooling)\b/i,
  },
  {
    path: ['Aksesori Komputer', 'Tas & Sarung'],
    title:
      /\b(notebook case|laptop case|tablet case|player case|camera case|lens case|peripheral device case|soft case|phone case|backpack|bag|sleeve|cover|folio|holster|messenger|briefcase|skin)\b/i,
  },
  { path: ['Komputer', 'Papan Induk'], title: /\b(motherboard|mainboard)\b/i },
  {
    path: ['Komputer', 'Laptop'],
    title:
      /\b(notebook|chromebook|ultrabook|netbook|hybrid \(2-in-1\)|mobile workstation|macbook)\b.*(\d ?gb|windows|chrome os|cm \()/i,
  },
  { path: ['Komputer', 'Server'], title: /\b(server (barebone|chassis)|barebone|proliant|\brack server)\b/i },
  { path: ['Komputer', 'Prosesor'], title: /\b(processor [\d.]+ ?ghz|processor .*(cache|mb l|box)|cpu)\b/i },
  {
    path: ['Komputer', 'Komputer Meja'],
    title:
      /\b(all-in-one pc|i[3579]-\d{3,5}.*(hdd|ssd|gb)|pc\b.*gb|workstation|mini pc|desktop.*(windows|gb)|thin client|tower .*windows)/i,
  },
  { path: ['Komputer', 'Memori'], title: /\b(memory module|ddr\d?|dimm|sdram|ram\b)/i },
  { path: ['Komputer', 'Kartu Grafis'], title: /\b(gddr\d?|geforce|radeon|quadro|graphics card)\b/i },
  {
    path: ['Komputer', 'Penyimpanan'],
    title:
      /\b(hard ?(disk )?drive|hdd|ssd|solid state|flash drive|memory card|micro ?sd\w*|sdhc|compactflash|usb flash|nas\b|disk array|storage (drive|server)|tape drive|data cartridge|lto|blank (data )?tape|dvd[±+-]r\w*|cd-r\w*|bd-r\w*|optical disc|external hard)\b/i,
  },
  {
    path: ['Komputer', 'Rak & Casing'],
    title:
      /\b(rack|netshelter|computer case|atx|midi tower|full tower|chassis|rack cabinet|enclosure|rail kit|slot expander|cable management)\b/i,
  },
  {
    path: ['Jaringan', 'Perangkat Jaringan'],
    title:
      /\b(network switch|switch|router|access point|gateway|modem|wlan|firewall|network (card|media|transceiver)|transceiver|poe|repeater|wireless (lan|router)|ethernet|sfp|antenna|powerline|bridge)\b/i,
  },
  {
    path: ['Aksesori Komputer', 'Keyboard & Mouse'],
    title:
      /\b(keyboard|mouse|mice|trackball|numeric keypad|presenter|graphic tablet|wrist rest|mouse pad|qwerty|azerty|qwertz)\b/i,
  },
  {
    path: ['Aksesori Komputer', 'Dudukan & Pemasangan'],
    title: /\b(mount\w*|bracket|stand|arm|holder|cart|desk|trolley|multimedia cart|footrest)\b/i,
  },
  {
    path: ['Audio & Video', 'Headphone & Headset'],
    title: /\b(headphones?|headset|earphones?|ear-?hook|microphone)\b/i,
  },
  {
    path: ['Audio & Video', 'Monitor & TV'],
    title:
      /\b(monitor|lcd|led display|tv\b|television|computer monitor|signage|touch ?screen|display \d|flat panel|video wall)\b/i,
  },
  {
    path: ['Audio & Video', 'Speaker & Pemutar'],
    title:
      /\b(speakers?|gogear|walkman|dictaphone|remote control|universal remote|headunit|loudspeaker|soundbar|audio set|home cinema|mp[34]|player|radio|turntable|micro system|receiver|docking speaker|boombox|amplifier)\b/i,
  },
  {
    path: ['Foto & Keamanan', 'Kamera & Lensa'],
    title: /\b(camera|camcorder|lens|slr|tripod|webcam|flash|camera filter|photo frame|binocular)\b/i,
  },
  {
    path: ['Foto & Keamanan', 'Keamanan'],
    title: /\b(lock|surveillance|security|alarm|sensor|ip camera|access control|privacy filters?)\b/i,
  },
  {
    path: ['Telepon & Tablet', 'Ponsel & Tablet'],
    title: /\b(smartphone|mobile phone|tablet|telephone|dect|ip phone|phone|screen protector|handset|stylus|pda)\b/i,
  },
  {
    path: ['Kantor', 'Alat Kantor'],
    title:
      /\b(shredder|laminat\w+|binding|binder|folder|pen\b|pens|marker|stapler|whiteboard|calculator|tape|ring binder|file|scissors|punch|clip|album|notepad|cleaning|wipes|badge|cutter)\b/i,
  },
  {
    path: ['Perangkat Lunak', 'Lisensi & Layanan'],
    title:
      /\b(licen[cs]e|software|warranty|svc|nbd|fcn|upgrade|service|support|subscription|antivirus|year\(s\)|maintenance & support)\b/i,
  },
  {
    path: ['Rumah & Keluarga', 'Bayi & Anak'],
    title: /\b(baby|toy|doll|kids|play|puzzle|figure|bottle|pacifier|breast|lego|game|craft)\b/i,
  },
  {
    path: ['Rumah & Keluarga', 'Peralatan Rumah'],
    title:
      /\b(coffee|espresso|kettle|iron|groomer|epilator|juicer|mixer|food processor|rice cooker|vacuum|shaver|toothbrush|hair|blender|fryer|toaster|oven|kitchen|steam|bulb|lamp|light|lighting|luminaire|fridge|washing|microwave|clock|scale|humidifier|fan)\b/i,
  },
  {
    path: ['Cetak', 'Toner & Tinta'],
    title: /\b(print cartridge|ribbon cartridge|solid ink|drum original|tri-colou?r)\b/i,
  },
  {
    path: ['Cetak', 'Printer & Pemindai'],
    title: /\b(laserjet|deskjet|officejet|photosmart|designjet|labelwriter|phaser|ppm|dpi a[34]|tm-[a-z]\d+)\b/i,
  },
  { path: ['Kantor', 'Kertas & Label'], title: /\b(large format media|canvas roll|fotophan|photo pockets|tags)\b/i },
  { path: ['Telepon & Tablet', 'Ponsel & Tablet'], title: /\b(dual sim|galaxy|smartwatch|pocket pc|ipaq|tab m\d)\b/i },
  { path: ['Komputer', 'Laptop'], title: /\b(notebook pc|probook|elitebook|thinkpad|pavilion dv\d)/i },
  { path: ['Komputer', 'Komputer Meja'], title: /\b(wyse|zero client|desktop pc|small form factor)\b/i },
  { path: ['Audio & Video', 'Monitor & TV'], title: /\b\d{3,4} x \d{3,4} pixels\b/i },
  { path: ['Komputer', 'Penyimpanan'], title: /\b(\d+ ?rpm|[23]\.5"|cd sleeves|ait 8 mm)/i },
  { path: ['Foto & Keamanan', 'Kamera & Lensa'], title: /\b(canon (ef|ew|mc|bg|pl-c|filter)|sony sal|f\/\d)/i },
  { path: ['Aksesori Komputer', 'Tas & Sarung'], title: /\b(case|notebook (accessory|riser))\b/i },
  {
    path: ['Rumah & Keluarga', 'Bayi & Anak'],
    title: /\b(sylvanian|l\.o\.l|crayola|gamepad|xbox|playstation|pieces|football|swing|playset|colour pencil)\b/i,
  },
  {
    path: ['Rumah & Keluarga', 'Peralatan Rumah'],
    title:
      /\b(razor|refrigerator|dishwasher|front-load|ice crusher|ice cream|multi-styler|halogen|irrigator|freestanding)\b/i,
  },
  {
    path: ['Komputer', 'Kartu & Komponen'],
    title: /\b(card|module|controller|raid|interface|board|bay|drive|panel|kit|pci)\b/i,
  },
];

/** Root and leaf, in Indonesian. */
export function icecatCategory(title: string, attributeKeys: readonly string[]): readonly [root: string, leaf: string] {
  for (const { path, title: wanted, has } of RULES) {
    if (has && !attributeKeys.some((key) => has.test(key))) continue;
    if (!wanted || wanted.test(title)) return path;
  }
  return ['Lainnya', 'Belum Digolongkan'];
}
