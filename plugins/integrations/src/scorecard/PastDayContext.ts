import { createContext } from 'react';

/** Whether what is shown is past, where nothing can be done about it any more. */
export const PastDayContext = createContext(false);
