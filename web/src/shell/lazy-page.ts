import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

let styles: Promise<unknown> | null = null;

/** What is not on the first page comes with the styles that the first page had no need of. */
async function withStyles<Module>(load: () => Promise<Module>): Promise<Module> {
  styles ??= import('../styles/later.js');
  const [module] = await Promise.all([load(), styles]);
  return module;
}

/** A page of its own script. */
export function lazyPage<Name extends string, Module extends Record<Name, RouteComponent>>(
  load: () => Promise<Module>,
  name: Name,
): RouteComponent {
  return lazyRouteComponent(() => withStyles(load), name);
}

/** A part of a page of its own script, for inside a `Suspense`. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await withStyles(load) }));
}
