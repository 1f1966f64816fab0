// Codes of States: ISO 3166-1 alpha-2, by which flags are called, of alpha-3, by which Parties are. Of the members of the
// United Nations and its two observer States, whose flags it shows; nobody else has one here.

// Most are the first two letters of the three, or the first and the last.
const first_two = `
  AFG ALB ARG AUS AZE BEL BFA BGR BHR BOL BRA BTN BWA CAN CHE CIV CMR COL CRI CUB CYP CZE DEU DJI DMA DOM DZA ECU
  EGY ERI ESP ETH FIN FJI FRA GAB GBR GEO GHA GMB GRC GTM HND HRV HTI HUN IDN IND IRN ISL ITA JOR JPN KEN KGZ KHM
  KIR KNA KWT LAO LBN LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MHL MKD MLI MMR MNG MRT MUS MWI MYS NAM NER NGA NIC
  NLD NOR NPL NRU NZL OMN PAN PER PHL PSE QAT ROU RUS RWA SAU SDN SGP SLE SMR SOM SSD STP SYR TGO THA TJK TLS TON
  TTO TZA UGA USA UZB VAT VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE`;
const first_and_last = `
  AGO AND ARE ARM ATG AUT BDI BGD BHS BLZ BRB BRN CAF CHL CHN COD COG CPV DNK FSM GIN GNQ GRD GUY IRQ JAM KAZ KOR
  LBR LBY MDG MDV MEX MLT MNE MOZ PAK PLW PNG POL PRT PRY SEN SLB SLV SUR SVK SWE SWZ SYC TCD TKM TUN TUR TUV URY`;
const of_their_own = `
  BENBJ BIHBA BLRBY COMKM ESTEE GNBGW IRLIE ISRIL PRKKP SRBRS SVNSI UKRUA`;

let alpha2: Map<string, string> | undefined;

function read_codes(): Map<string, string> {
  const codes = new Map<string, string>();
  const words = (text: string): string[] => text.trim().split(/\s+/);
  for (const code of words(first_two)) codes.set(code, code.slice(0, 2));
  for (const code of words(first_and_last)) codes.set(code, code.charAt(0) + code.charAt(2));
  for (const both of words(of_their_own)) codes.set(both.slice(0, 3), both.slice(3));
  return codes;
}

/** Of a State's alpha-3 its alpha-2, as "NA" of "NAM"; undefined: it is none of these States, or no State at all. */
export function flag_code(code: string): string | undefined {
  return (alpha2 ??= read_codes()).get(code);
}
