/** Works while an answer is on its way: the server is busy then, and this process is not. */
export const during = async <T>(
  answer: Promise<T>,
  work: () => void = () => undefined,
): Promise<T> => {
  try {
    work();
  } finally {
    await answer;
  }
  return answer;
};
