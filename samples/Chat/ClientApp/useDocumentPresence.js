import { useEffect, useState } from 'react';
import { io } from 'socket.io-client';

/**
 * Who views a document, in the order in which they came, for as long as the component is mounted. For an application that has React 18 or later; the sample's own page does without.
 *
 *   const users = useDocumentPresence(documentId, { token });   // the token of POST /auth/login
 *
 * @param {string} documentId
 * @param {{ token: string, url?: string }} options  url: where the server is, when it is not where the page comes from
 * @returns {string[]}
 */
export function useDocumentPresence(documentId, { token, url = '' }) {
  const [users, setUsers] = useState([]);

  useEffect(() => {
    const socket = io(`${url}/presence`, { auth: { token } });

    // After each reconnect too: a new connection is in no document.
    socket.on('connect', () => socket.emit('joinDocument', { documentId }));
    socket.on('presenceUpdated', presence => { if (presence.documentId === documentId) setUsers(presence.users); });
    socket.on('disconnect', () => setUsers([]));

    return () => {
      if (socket.connected) socket.emit('leaveDocument', { documentId });
      socket.disconnect();
      setUsers([]);
    };
  }, [documentId, token, url]);

  return users;
}
