import { Controller, Get, Header, Inject, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PUBLIC_ROUTE } from '@onereel/core';
import { PUBLIC_ADDRESS, type PublicAddress } from '../server/public-address';
import { landingPage } from './landing-page';

@ApiExcludeController()
@SetMetadata(PUBLIC_ROUTE, true)
@Controller()
export class LandingController {
  constructor(@Inject(PUBLIC_ADDRESS) private readonly address: PublicAddress) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  showLanding(): string {
    return landingPage(this.address.current());
  }
}
