import { registerHooks } from 'node:module';

/**
 * For each file of a package Node reads the package's whole `exports` anew to learn what kind of module it is: with the 179 kB of
 * drizzle-orm half a second and 250 MB at every start. Within it, what imports a neighbour is an ES module.
 */
registerHooks({
  resolve(specifier, { parentURL = '' }, next) {
    const neighbour = specifier.startsWith('.') && specifier.endsWith('.js') && parentURL.includes('/drizzle-orm/');
    if (!neighbour) return next(specifier);
    return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
  },
});
