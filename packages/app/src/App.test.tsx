import { render, screen } from '@testing-library/react';
import App from './App';

function configure(auth: object) {
  process.env = {
    ...process.env,
    NODE_ENV: 'test',
    // The app reads its test configuration from here.
    APP_CONFIG: [
      {
        context: 'test',
        data: {
          app: { title: 'Tieline', baseUrl: 'http://localhost:7007' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth,
        },
      },
    ] as unknown as string,
  };
}

describe('App', () => {
  it('lets a visitor of the demo choose a person', async () => {
    configure({
      providers: {
        'demo-people': {
          people: [
            {
              entityRef: 'user:default/mira.kask',
              displayName: 'Mira Kask',
              role: 'fulfilment',
            },
          ],
        },
      },
    });

    render(App.createRoot());

    expect(
      await screen.findByRole(
        'button',
        { name: /Mira Kask/ },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  }, 60_000);
});
