export const resourcesRoutes = [] as const;
