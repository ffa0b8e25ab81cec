/** Name of each State and union territory by its GST code. 25 and 28 were given up when territories merged. */
const STATES: Readonly<Record<string, string>> = {
  '01': 'Jammu and Kashmir',
  '02': 'Himachal Pradesh',
  '03': 'Punjab',
  '04': 'Chandigarh',
  '05': 'Uttarakhand',
  '06': 'Haryana',
  '07': 'Delhi',
  '08': 'Rajasthan',
  '09': 'Uttar Pradesh',
  '10': 'Bihar',
  '11': 'Sikkim',
  '12': 'Arunachal Pradesh',
  '13': 'Nagaland',
  '14': 'Manipur',
  '15': 'Mizoram',
  '16': 'Tripura',
  '17': 'Meghalaya',
  '18': 'Assam',
  '19': 'West Bengal',
  '20': 'Jharkhand',
  '21': 'Odisha',
  '22': 'Chhattisgarh',
  '23': 'Madhya Pradesh',
  '24': 'Gujarat',
  '26': 'Dadra and Nagar Haveli and Daman and Diu',
  '27': 'Maharashtra',
  '29': 'Karnataka',
  '30': 'Goa',
  '31': 'Lakshadweep',
  '32': 'Kerala',
  '33': 'Tamil Nadu',
  '34': 'Puducherry',
  '35': 'Andaman and Nicobar Islands',
  '36': 'Telangana',
  '37': 'Andhra Pradesh',
  '38': 'Ladakh',
  '97': 'Other Territory',
}

/** Territories without a legislature, where UTGST takes the place of SGST. */
const UNION_TERRITORIES = new Set(['04', '26', '31', '35', '38', '97'])

/** Codes of all States, in ascending order. */
export const STATE_CODES: readonly string[] = Object.keys(STATES).toSorted()

export function isStateCode(code: string): boolean {
  return Object.hasOwn(STATES, code)
}

/** @throws if there is no such State */
export function stateNameOf(code: string): string {
  if (!isStateCode(code)) throw new Error(`There is no State with the code ${code}`)
  return STATES[code]
}

/** Returns whether a supply within this State is taxed by UTGST instead of SGST. */
export function isTaxedAsUnionTerritory(code: string): boolean {
  return UNION_TERRITORIES.has(code)
}
