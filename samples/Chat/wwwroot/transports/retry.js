// When to come back, for the transports that do not know it themselves.

const delays = [0, 1000, 2000, 5000, 10000];

export const retryDelay = attempt => delays[Math.min(attempt, delays.length - 1)];
