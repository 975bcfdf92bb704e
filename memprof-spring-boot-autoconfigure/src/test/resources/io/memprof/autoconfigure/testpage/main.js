export const words = "“leak”";
