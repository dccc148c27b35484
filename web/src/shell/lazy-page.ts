import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';

let styles: Promise<unknown> | null = null;

/** A page of its own script; it comes with the styles that the first page had no need of. */
export function lazyPage<Name extends string, Module extends Record<Name, RouteComponent>>(
  load: () => Promise<Module>,
  name: Name,
): RouteComponent {
  return lazyRouteComponent(async () => {
    styles ??= import('../styles/later.js');
    const [module] = await Promise.all([load(), styles]);
    return module;
  }, name);
}
