/** @returns the folder of a virtual environment that holds what the file of pinned requirements names */
export function pythonEnvironment(purpose: string, requirements: string): Promise<string>;
