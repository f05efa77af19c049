/** The smallest value that a JSON schema of the simple kind allows: for agents the obliging model knows nothing of. */
export function sampleOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return null;
  if ('const' in schema) return schema.const;
  if ('enum' in schema && Array.isArray(schema.enum)) return schema.enum[0] as unknown;
  if ('anyOf' in schema && Array.isArray(schema.anyOf)) return sampleOf(schema.anyOf.at(-1));
  const type: unknown = 'type' in schema ? (Array.isArray(schema.type) ? schema.type[0] : schema.type) : 'null';
  if (type === 'string') return '';
  if (type === 'number' || type === 'integer') return 0;
  if (type === 'boolean') return false;
  if (type === 'array') return [];
  if (type !== 'object' || !('properties' in schema)) return type === 'object' ? {} : null;
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, sampleOf(one)]));
}
